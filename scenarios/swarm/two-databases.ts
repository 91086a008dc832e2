// Rows of one conversation that wait together although they are of two databases.

import type { WitnessedRow } from '../sim/oracle/history.ts';
import type { RunFacts } from './run-facts.ts';

/** Whether a row was taken, as was one of another database by the same person there, and neither got a turn. */
export function waitsInTwoDatabases(row: WitnessedRow, { history }: RunFacts): boolean {
  if (!history) return false;
  const { rows, rowEvents, calls } = history;
  const waits = ({ guid }: WitnessedRow) => {
    const events = rowEvents.filter((event) => event.guid === guid);
    const isTaken = events.length > 0 && events.every(({ fate }) => fate === null);
    return isTaken && !calls.some(({ messageGuids }) => messageGuids.includes(guid));
  };
  const isOfSameBucket = (other: WitnessedRow) =>
    other.database !== row.database && other.chatGuid === row.chatGuid && other.sender === row.sender;
  return waits(row) && rows.some((other) => isOfSameBucket(other) && waits(other));
}
