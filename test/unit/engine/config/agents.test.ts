import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../../engine/config/load.ts';
import { HOME, problemsOf } from '../../../support/config/problems-of.ts';

describe('agents', () => {
  const agents = (...list: object[]) => problemsOf({ agents: { list } });

  test('none at all is one of no type, about which there is a warning (ruling-44)', () => {
    for (const value of [{}, { agents: { list: [] } }, { agents: { list: [{ id: 'main', model: 'x' }] } }]) {
      const { config, warnings } = parseConfig(value, { home: HOME });
      expect(config.agents[0]).toMatchObject({ id: 'main', type: 'none' });
      expect(warnings).toContainEqual(expect.stringContaining('list: [{ id: "main", type: "echo" }]'));
    }
  });

  test('have the type of their runtime where they name none themselves (ruling-44)', () => {
    const list = [{ id: 'codex', runtime: { type: 'acp', acp: { agent: 'codex' } } }];
    expect(parseConfig({ agents: { list } }, { home: HOME }).config.agents).toMatchObject([{ type: 'acp' }]);
    expect(agents({ id: 'a', runtime: { type: 'ehco' } })).toEqual([
      'agents.list[0].type: "ehco" is not allowed, expected "echo", "command", "acp" or "none"',
    ]);
  });

  test('a command agent needs a command, an echo agent has none', () => {
    expect(agents({ id: 'a', type: 'command' }, { id: 'b', type: 'echo', command: ['x'] })).toEqual([
      'agents.list[0].command: missing, expected program and arguments, such as ["/usr/local/bin/answer", "--brief"]',
      'agents.list[1].command: has no effect here; only an agent of type "command" has it',
    ]);
  });

  test('a type that is none is told with those there are', () => {
    expect(agents({ id: 'a', type: 'ech' })).toEqual([
      'agents.list[0].type: "ech" is not allowed, expected "echo", "command", "acp" or "none"',
    ]);
  });

  test('ids are unique, and at most one agent is the default', () => {
    const echo = { id: 'a', type: 'echo', default: true };
    expect(agents(echo, echo)).toEqual([
      'agents.list[1].id: "a" is taken already',
      'agents.list[1].default: only one agent can be the default',
    ]);
  });

  test('the default agent comes first, and limits have defaults', () => {
    const list = [
      { id: 'a', type: 'echo' },
      { id: 'b', type: 'command', command: ['/bin/answer'], default: true },
    ];
    expect(parseConfig({ agents: { list } }, { home: HOME }).config.agents).toEqual([
      { id: 'b', type: 'command', command: ['/bin/answer'], timeoutMs: 120_000, turnsMax: 4 },
      { id: 'a', type: 'echo' },
    ]);
  });
});
