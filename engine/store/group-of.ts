import type { TurnId } from '../message/ids.ts';
import type { PartRow } from './commands/parts.ts';

/** What the parts of one turn, or of one message that answers none, have in common. */
export type Group = TurnId | MessageId;

export type MessageId = `${typeof POSTED}${string}`;

/** By which the id of a message begins that is sent of the operator's or the agent's own accord. */
export const POSTED = 'send:';

/** Null = it is alone. */
export function groupOf({ turnId, partId }: Pick<PartRow, 'turnId' | 'partId'>): Group | null {
  if (turnId !== null || !partId.startsWith(POSTED)) return turnId;
  return partId.slice(0, partId.indexOf('#')) as MessageId;
}
