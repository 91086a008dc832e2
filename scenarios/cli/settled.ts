import { eventsOf, type Ledger } from '../observe/ledger.ts';
import { repliesTo } from './conversation.ts';

/**
 * Whether everything that was written has come to its end: each of these rows was seen, every admitted row
 * became a turn or was given its fate, every turn has its answer, every part its outcome, and the rows of the answers were
 * recognised.
 */
export function isSettled(ledger: Pick<Ledger, 'events'>, guids: readonly string[]): boolean {
  const rows = eventsOf(ledger, 'row');
  const seen = new Set(rows.map((row) => row.eventId));
  const turns = eventsOf(ledger, 'turn');
  const inTurns = new Set(turns.flatMap((turn) => turn.messageGuids.map((guid) => `guid:${guid}`)));
  const settled = new Set(eventsOf(ledger, 'settled').map((row) => row.eventId));
  const noneWaits = rows.every(
    ({ fate, isNew, eventId }) => fate !== null || !isNew || inTurns.has(eventId) || settled.has(eventId),
  );
  if (!guids.every((guid) => seen.has(`guid:${guid}`)) || !noneWaits) return false;

  const formed = new Set(turns.map((turn) => turn.turnId));
  const answered = turns.filter((turn) => turn.state === 'answered');
  const partsDue = answered.reduce((sum, turn) => sum + repliesTo(turn.text).length, 0);
  const parts = eventsOf(ledger, 'part').filter((part) => part.state !== 'sending');
  const ended = new Set(parts.map((part) => part.partId));
  const receipts = parts.flatMap((part) => (part.guid === null ? [] : `guid:${part.guid}`));
  return (
    answered.length === formed.size &&
    ended.size === partsDue &&
    receipts.every((receipt) => seen.has(receipt))
  );
}
