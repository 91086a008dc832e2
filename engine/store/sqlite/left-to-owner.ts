import type Database from 'better-sqlite3';
import { chatOfLane } from '../commands/chat-commands.ts';
import type { LeaveToOwner } from '../commands/owners-words.ts';
import { endedByOwner, isLeftToOwner, LEFT_TO_OWNER, wasThereBefore } from '../rules.ts';
import { prepareSettle } from './journal.ts';
import type { PendingRows } from './pending-rows.ts';
import type { SourceTable } from './sources.ts';
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
  const rowidOf = db
    .prepare<[number, number], number | null>(
      'SELECT message_rowid FROM event WHERE seq = ? AND source = +? ORDER BY seq',
    )
    .pluck();
  return (lanes, { accountId, sourceId, seq: before, atMs, rowid }) => {
    const source = sources.get(sourceId);
    const passedOver = lanes
      .flatMap((lane) => pending.ofChat(source, accountId, chatOfLane(accountId, lane), before))
      .filter((row) => isLeftToOwner(row, rowid))
      .map(({ code: _, ...row }) => row);
    for (const { seq } of passedOver) settle(source.key, accountId, { seq, ...LEFT_TO_OWNER, turn: null });
    const stoodBefore = (seq: number) => wasThereBefore(rowidOf.get(seq, source.key) ?? null, rowid);
    const ended = lanes.flatMap((lane) =>
      endLane(
        accountId,
        lane,
        (turn) => (turn.memberSeqs.every(stoodBefore) ? endedByOwner(turn) : null),
        atMs,
      ),
    );
    return { ended, passedOver };
  };
}
