// What follows durably from decisions travels with their verdicts, so that it is committed with the rows and only where
// they are new.

import type { Message } from '../message/message.ts';
import type { Decision } from './decision.ts';

/** A decision whose row says what is to be committed with it. */
export function withConsequences(decision: Decision, sessionKeyOf: (message: Message) => string): Decision {
  const { consequences, message, row } = decision;
  if (consequences.length === 0 || message === null) return decision;
  const told = consequences.find((consequence) => consequence.kind === 'event');
  if (!told) return decision;
  const event = { ...told.event, sessionKey: sessionKeyOf(message), atMs: row.arrivedAtMs };
  return { ...decision, row: { ...row, verdicts: row.verdicts.map((verdict) => ({ ...verdict, event })) } };
}
