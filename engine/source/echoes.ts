// When answers of agents last came back in each conversation of a database (ECH-9). A restart forgets them: it takes longer
// than most loops, and one that goes on is found again.

import type { Decided } from '../inbound/decision.ts';
import type { Echoes } from '../inbound/snapshot.ts';
import { LOOP_ECHOES } from '../inbound/stages/loop.ts';

/** Conversations remembered at most; the one longest without an echo goes first. */
const CONVERSATIONS_MAX = 1_000;

export interface EchoMemory {
  readonly times: Echoes;
  /** Rows are durable. */
  learn(decided: readonly Decided[]): void;
}

export function createEchoMemory(): EchoMemory {
  const times = new Map<string, readonly number[]>();
  const add = (loop: string, atMs: number) => {
    const known = times.get(loop) ?? [];
    times.delete(loop);
    times.set(loop, [...known, atMs].slice(-LOOP_ECHOES));
    if (times.size > CONVERSATIONS_MAX) times.delete(times.keys().next().value!);
  };
  return {
    times,
    learn(decided) {
      for (const { isNew, consequences } of decided)
        if (isNew)
          for (const consequence of consequences)
            if (consequence.kind === 'echoed') add(consequence.loop, consequence.atMs);
    },
  };
}
