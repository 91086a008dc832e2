import { describe, expect, it } from 'vitest';
import { loadConfig, parseConfig } from '../../../../../engine/config/load.ts';
import { EngineError } from '../../../../../engine/errors.ts';

const LIST = [
  { id: 'main', type: 'echo' },
  { id: 'clerk', type: 'echo' },
];
const file = (
  binding: object,
  imessage: object = { dmPolicy: 'allowlist', allowFrom: ['+15550001111'] },
) => ({
  agents: { list: LIST },
  channels: { imessage },
  bindings: [binding],
});
const to = (agentId: string, peer?: object, more: object = {}) => ({
  agentId,
  match: { channel: 'imessage', ...more, ...(peer && { peer }) },
});

function problems(binding: object): string {
  try {
    parseConfig(file(binding), { home: '/home/ada' });
  } catch (error) {
    if (error instanceof EngineError && error.code === 'config_invalid') return error.message;
    throw error;
  }
  return '';
}

describe('a binding (CFG-44)', () => {
  it('is resolved with its account and peer', () => {
    const { config, warnings } = parseConfig(
      file(to('clerk', { kind: 'dm', id: ' +15550001111 ' }, { accountId: '*' })),
      { home: '/home/ada' },
    );
    expect(config.bindings).toEqual([
      { index: 0, agentId: 'clerk', accountId: '*', peer: { kind: 'direct', id: '+15550001111' } },
    ]);
    expect(warnings).toEqual([]);
  });

  it('names an agent that there is, by its place in the file', () => {
    expect(problems(to('clark'))).toBe('bindings[0].agentId: names no agent: agents.list has main, clerk');
    const text = `{
      agents: { list: [{ id: "main", type: "echo" }] },
      bindings: [{ agentId: "clerk", match: { channel: "imessage" } }],
    }`;
    const load = () => loadConfig({ path: 'imgate.json5', readFile: () => text, home: '/home/ada' });
    expect(load).toThrow('bindings[0].agentId: names no agent: agents.list has main (line 3, column 20)');
  });

  it.each([
    [
      { kind: 'channel', id: '7' },
      'bindings[0].match.peer.kind: iMessage has no channels; write direct or group',
    ],
    [{ kind: 'group', id: '+15550001111' }, 'bindings[0].match.peer.id: can be no group; write its number'],
    [{ kind: 'group', id: 'chat_id:seven' }, 'bindings[0].match.peer.id: can be no group; write its number'],
    [{ kind: 'group', id: 'accessGroup:crew' }, 'bindings[0].match.peer.id: can be no group'],
    [{ kind: 'direct', id: 'alice' }, 'bindings[0].match.peer.id: can be nobody; write a phone number'],
    [
      { kind: 'dm', id: 'accessGroup:crew' },
      'bindings[0].match.peer.id: can be nobody; write a phone number',
    ],
  ])('names somebody who can be there: %o', (peer, text) => {
    expect(problems(to('clerk', peer))).toContain(text);
    expect(problems(to('clerk', peer))).not.toContain(peer.id);
  });

  it.each([
    { kind: 'group', id: '7' },
    { kind: 'group', id: 'chat_guid:iMessage;+;chat100' },
    { kind: 'group', id: '0123456789abcdef0123456789abcdef' },
    { kind: 'group', id: '*' },
    { kind: 'direct', id: 'Ada@Example.com' },
    { kind: 'direct', id: 'chat_id:7' },
  ])('takes %o', (peer) => {
    expect(problems(to('clerk', peer))).toBe('');
  });

  it('of another channel is passed over', () => {
    const other = { agentId: 'nobody', match: { channel: 'telegram', peer: { kind: 'channel', id: 'x' } } };
    expect(parseConfig(file(other), { home: '/' }).config.bindings).toEqual([]);
  });

  it('that binds nobody is warned about, as is one to an ACP session', () => {
    const warningsOf = (binding: object, imessage?: object) =>
      parseConfig(file(binding, imessage), { home: '/' }).warnings;
    const accounts = { accounts: { work: {} }, allowFrom: ['+15550001111'] };
    expect(warningsOf(to('clerk'), accounts)).toEqual([
      'imessage: bindings[0] names no account, which means "default", and there is none: it binds nobody. ' +
        'Write accountId: "*" for any account.',
    ]);
    expect(warningsOf(to('clerk', undefined, { accountId: 'home' }), accounts)).toEqual([
      'imessage: bindings[0].match.accountId names no account: it binds nobody.',
    ]);
    expect(warningsOf(to('clerk', undefined, { accountId: ' Work' }), accounts)).toEqual([]);
    expect(warningsOf({ ...to('clerk'), type: 'acp' })).toEqual([
      'bindings[0]: has no effect yet (not built: ACP sessions).',
    ]);
    const written = { ...to('clerk', undefined, { channel: ' iMessage ' }), type: 'acp' };
    expect(warningsOf(written)).toHaveLength(1);
  });

  it('to an agent that cannot be run is warned about', () => {
    const agents = { list: [...LIST, { id: 'codex', runtime: { type: 'acp' } }] };
    const { warnings } = parseConfig({ ...file(to('codex')), agents }, { home: '/' });
    expect(warnings[0]).toMatch(/^imessage: agent "codex" is of type "acp", which is not built yet/);
  });
});
