import type Database from 'better-sqlite3';
import type { Lane } from '../../message/ids.ts';
import type { Preparation, TurnCommands, TurnContext, TurnInput, TurnRow } from '../commands/turns.ts';
import type { Handlers } from '../handlers.ts';
import { fateOfEnd, type TurnEnd, withEvents } from '../rules.ts';
import type { FirstTurnTable } from './first-turns.ts';
import type { GroupWindowTable } from './group-windows.ts';
import { prepareSettle } from './journal.ts';
import type { OpenMarks } from './open-marks.ts';
import type { SourceTable } from './sources.ts';
import type { SystemEventTable } from './system-events.ts';

export type TurnRecord = Omit<TurnRow, 'memberSeqs' | 'context' | 'preparation'> & {
  readonly members: string;
  readonly context: string;
  readonly preparation: string | null;
};

export const TURN_COLUMNS = `turn_id AS turnId, account AS accountId, lane, members, text, context, preparation, state,
  attempts, code, detail, formed_at_ms AS formedAtMs`;

const REFATE = 'UPDATE verdict SET fate = ?, code = ?, detail = ? WHERE seq = ? AND account = ?';

/** What goes with turns besides themselves. */
interface Beside {
  readonly events: SystemEventTable;
  readonly windows: GroupWindowTable;
  readonly firstTurns: FirstTurnTable;
}

export function turnHandlers(
  db: Database.Database,
  sources: SourceTable,
  { events, windows, firstTurns }: Beside,
  marks: OpenMarks,
): Handlers<TurnCommands> {
  const formTurn = prepareFormTurn(db);
  const byId = db.prepare<[string], TurnRecord>(
    `SELECT ${TURN_COLUMNS} FROM turn WHERE turn_id = ? ORDER BY seq`,
  );
  const open = db.prepare<[number, string], TurnRecord>(
    `SELECT ${TURN_COLUMNS} FROM turn
     WHERE seq >= ? AND account = ? AND state IN ('formed', 'running', 'replying') ORDER BY seq`,
  );
  const start = db.prepare<[string | null, string], TurnRecord>(
    `UPDATE turn SET state = 'running', attempts = attempts + 1, preparation = coalesce(preparation, ?)
     WHERE turn_id = ? AND state IN ('formed', 'running') RETURNING ${TURN_COLUMNS}`,
  );
  const unprepared = db.prepare<[string], TurnRecord>(
    `SELECT ${TURN_COLUMNS} FROM turn
     WHERE turn_id = ? AND preparation IS NULL AND state IN ('formed', 'running') ORDER BY seq`,
  );
  const prepare = db.prepare('UPDATE turn SET preparation = ? WHERE turn_id = ?');
  const rewrite = db.prepare('UPDATE turn SET text = ?, context = ? WHERE turn_id = ?');
  const end = db.prepare(
    `UPDATE turn SET state = ?, code = ?, detail = ?, ended_at_ms = ?
     WHERE turn_id = ? AND (state IN ('formed', 'running') OR (state = 'replying' AND ? = 'interrupted'))`,
  );
  const refate = db.prepare<[string, string, string, number, string]>(REFATE);
  return {
    formTurn({ sourceId, turn }) {
      const isFormed = formTurn(sources.get(sourceId).key, turn);
      if (isFormed && turn.mayBegin) firstTurns.add(turn.context.sessionKey, turn.turnId);
      return isFormed;
    },
    startTurn({ turnId, preparation }) {
      const started = start.get(preparation === undefined ? null : JSON.stringify(preparation), turnId);
      return started ? turnRow(started) : null;
    },
    prepareTurn({ turnId, preparation, words }) {
      const found = unprepared.get(turnId);
      if (!found) return null;
      const { accountId, memberSeqs, context } = turnRow(found);
      const { sessionKey } = context;
      if (preparation.context) windows.take(accountId, sessionKey, Math.min(...memberSeqs));
      const fixed = withEvents(preparation, events.take(sessionKey));
      prepare.run(JSON.stringify(fixed), turnId);
      if (words) rewrite.run(words.text, JSON.stringify(words.context), turnId);
      return fixed;
    },
    endTurn({ turnId, state, code, detail = '', atMs }) {
      if (end.run(state, code, detail, atMs, turnId, state).changes === 0) return false;
      const { memberSeqs, accountId } = turnRow(byId.get(turnId)!);
      const fate = fateOfEnd(state, code);
      if (fate !== null) for (const seq of memberSeqs) refate.run(fate, code, detail, seq, accountId);
      return true;
    },
    openTurns: ({ accountId }) => open.all(marks.kept().turns, accountId).map(turnRow),
    turn({ turnId }) {
      const found = byId.get(turnId);
      return found ? turnRow(found) : null;
    },
  };
}

/** All members or none: of several, every row is looked at before anything is written. */
function prepareFormTurn(db: Database.Database): (source: number, turn: TurnInput) => boolean {
  const settle = prepareSettle(db);
  const isPending = db.prepare<[number, string, number], { seq: number }>(
    'SELECT seq FROM verdict WHERE seq = ? AND account = ? AND source = ? AND fate IS NULL ORDER BY seq',
  );
  const insert = db.prepare(
    `INSERT INTO turn (turn_id, account, lane, members, text, context, preparation, state, attempts, formed_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (turn_id) DO NOTHING`,
  );
  const takeBack = db.prepare('DELETE FROM turn WHERE seq = ?');
  return (source, { turnId, accountId, lane, members, text, context, ...turn }) => {
    const seqs = members.map((member) => member.seq);
    if (seqs.length > 1) {
      if (new Set(seqs).size < seqs.length) return false;
      if (!seqs.every((seq) => isPending.get(seq, accountId, source))) return false;
    }
    const { preparation, state, formedAtMs } = turn;
    const attempts = state === 'running' ? 1 : 0;
    const list = JSON.stringify(seqs);
    const added = insert.run(
      turnId,
      accountId,
      lane,
      list,
      text,
      JSON.stringify(context),
      preparation && JSON.stringify(preparation),
      state,
      attempts,
      formedAtMs,
    );
    if (added.changes === 0) return false;
    const formed = Number(added.lastInsertRowid);
    const areSettled = members.map((member) => settle(source, accountId, { ...member, turn: formed }));
    if (!areSettled.includes(false)) return true;
    takeBack.run(formed);
    return false;
  };
}

export function turnRow({ members, context, preparation, ...turn }: TurnRecord): TurnRow {
  return {
    ...turn,
    memberSeqs: JSON.parse(members) as number[],
    context: JSON.parse(context) as TurnContext,
    preparation: preparation === null ? null : (JSON.parse(preparation) as Preparation),
  };
}

/**
 * Ends what is open of a lane, each turn in its way (null = it goes on); rows of one that is withdrawn get the fate of that.
 */
export type EndLane = (
  accountId: string,
  lane: Lane,
  endOf: (turn: TurnRow) => TurnEnd | null,
  atMs: number,
) => readonly TurnRow[];

export function prepareEndLane(db: Database.Database, marks: OpenMarks): EndLane {
  const open = db.prepare<[number, string, string], TurnRecord>(
    `SELECT ${TURN_COLUMNS} FROM turn
     WHERE seq >= ? AND account = ? AND lane = ? AND state IN ('formed', 'running', 'replying') ORDER BY seq`,
  );
  const end = db.prepare(
    'UPDATE turn SET state = ?, code = ?, detail = ?, ended_at_ms = ? WHERE turn_id = ?',
  );
  const refate = db.prepare(REFATE);
  return (accountId, lane, endOf, atMs) =>
    open.all(marks.kept().turns, accountId, lane).flatMap((record) => {
      const turn = turnRow(record);
      const ended = endOf(turn);
      if (ended === null) return [];
      const { state, code, detail } = ended;
      end.run(state, code, detail, atMs, turn.turnId);
      const fate = fateOfEnd(state, code);
      if (fate !== null) for (const seq of turn.memberSeqs) refate.run(fate, code, detail, seq, accountId);
      return { ...turn, state, code, detail };
    });
}
