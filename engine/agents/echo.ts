import type { Agent } from './agent.ts';

/** Turns at once; the answer is there at once, so this only has to be no bottleneck. */
const TURNS_MAX = 64;

/** Answers each turn with its own text: proves the way through without a model. */
export function createEchoAgent(): Agent {
  return {
    name: 'echo',
    turnsMax: TURNS_MAX,
    session: 'none',
    run: async (turn) => ({ replies: [`You said: ${turn.text}`] }),
  };
}
