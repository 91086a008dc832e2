// What follows durably from decisions travels with their verdicts, so that it is committed with the rows and only where
// they are new.

import type { Lane } from '../message/ids.ts';
import type { Message } from '../message/message.ts';
import type { Decision } from './decision.ts';

const NOTHING = {};

interface Place {
  sessionKeyOf(message: Message): string;
  /** Conversations in which the agent is quiet once the owner has spoken; null = it is never. */
  takenBy: ((message: Message) => readonly Lane[]) | null;
}

/** A decision whose row says what is to be committed with it. */
export function withConsequences(decision: Decision, { sessionKeyOf, takenBy }: Place): Decision {
  const { consequences, message, row } = decision;
  if (consequences.length === 0 || message === null) return decision;
  let followed: object = NOTHING;
  for (const consequence of consequences) {
    if (consequence.kind === 'event') {
      const event = { ...consequence.event, sessionKey: sessionKeyOf(message), atMs: row.arrivedAtMs };
      followed = { ...followed, event };
    } else if (consequence.kind === 'window') {
      const { limit } = consequence;
      followed = { ...followed, window: { sessionKey: sessionKeyOf(message), limit } };
    } else if (consequence.kind === 'ownersWord') {
      const { kind: _, ...word } = consequence;
      const takes = takenBy && { takes: takenBy(message) };
      followed = { ...followed, ownersWord: { ...word, ...takes } };
    }
  }
  if (followed === NOTHING) return decision;
  const verdicts = row.verdicts.map((verdict) => ({ ...verdict, ...followed }));
  return { ...decision, row: { ...row, verdicts } };
}
