import type Database from 'better-sqlite3';
import { chatOfLane } from '../commands/chat-commands.ts';
import type { LeaveToOwner } from '../commands/owners-words.ts';
import { endedByOwner, isLeftToOwner, LEFT_TO_OWNER } from '../rules.ts';
import { prepareSettle } from './journal.ts';
import type { PendingRows } from './pending-rows.ts';
import type { SourceTable } from './sources.ts';
import { prepareStoodBefore } from './stood-before.ts';
import type { EndLane } from './turns.ts';

interface Beside {
  readonly sources: SourceTable;
  readonly pending: PendingRows;
  readonly endLane: EndLane;
}

export function prepareLeaveToOwner(
  db: Database.Database,
  { sources, pending, endLane }: Beside,
): LeaveToOwner {
  const settle = prepareSettle(db);
  const stoodBefore = prepareStoodBefore(db);
  return (lanes, { accountId, sourceId, seq: before, atMs, rowid }) => {
    const source = sources.get(sourceId);
    const passedOver = lanes
      .flatMap((lane) => pending.ofChat(source, accountId, chatOfLane(accountId, lane), before))
      .filter((row) => isLeftToOwner(row, rowid))
      .map(({ code: _, ...row }) => row);
    for (const { seq } of passedOver) settle(source.key, accountId, { seq, ...LEFT_TO_OWNER, turn: null });
    const isBefore = stoodBefore(source.key, rowid);
    const ended = lanes.flatMap((lane) =>
      endLane(accountId, lane, (turn) => (turn.memberSeqs.every(isBefore) ? endedByOwner(turn) : null), atMs),
    );
    return { ended, passedOver };
  };
}
