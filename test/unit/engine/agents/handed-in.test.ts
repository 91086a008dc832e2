import { expect, it } from 'vitest';
import { checkAgent } from '../../../../engine/agents/handed-in.ts';
import type { EngineError } from '../../../../engine/errors.ts';

const AGENT = { name: 'parrot', turnsMax: 4, session: 'none', run: async () => ({ replies: [] }) };

function wrongWith(agent: unknown): readonly string[] {
  try {
    checkAgent(agent);
    return [];
  } catch (error) {
    expect(error).toMatchObject({ code: 'config_invalid' });
    return (error as EngineError).message.split('\n');
  }
}

it.each([
  AGENT,
  { ...AGENT, session: 'exclusive', turnsMax: 1 },
  { ...AGENT, more: 1, turnsMax: Number.POSITIVE_INFINITY },
  Object.create(AGENT),
])('takes an agent that is whole', (agent) => {
  expect(wrongWith(agent)).toEqual([]);
});

it.each([
  [{ ...AGENT, turnsMax: 0 }, ['agent.turnsMax: 0 is not allowed, expected a whole number above 0']],
  [{ ...AGENT, turnsMax: 1.5 }, ['agent.turnsMax: 1.5 is not allowed, expected a whole number above 0']],
  [{ ...AGENT, session: 'zzz' }, ['agent.session: "zzz" is not allowed, expected "exclusive" or "none"']],
  [{ ...AGENT, run: 5 }, ['agent.run: 5 is not allowed, expected a function']],
  [null, ['agent: null is not allowed, expected an object']],
  [
    {},
    [
      'agent.name: missing, expected text',
      'agent.turnsMax: missing, expected a whole number above 0',
      'agent.session: missing, expected "exclusive" or "none"',
      'agent.run: missing, expected a function',
    ],
  ],
])('%j could answer nothing, and what is wrong is named', (agent, problems) => {
  expect(wrongWith(agent)).toEqual(problems);
});
