import type Database from 'better-sqlite3';
import type { Lane, TurnId } from '../../message/ids.ts';
import type { Preparation, TurnCommands, TurnContext, TurnInput, TurnRow } from '../commands/turns.ts';
import type { Handlers } from '../handlers.ts';
import { fateOfEnd, type TurnEnd, withEvents } from '../rules.ts';
import type { FirstTurnTable } from './first-turns.ts';
import type { GroupWindowTable } from './group-windows.ts';
import { prepareSettle } from './journal.ts';
import type { KnownTurns } from './known-ids.ts';
import type { OpenMarks } from './open-marks.ts';
import type { SourceTable } from './sources.ts';
import type { SystemEventTable } from './system-events.ts';

export type TurnRecord = Omit<TurnRow, 'memberSeqs' | 'context' | 'preparation'> & {
  readonly members: string;
  readonly context: string;
  readonly preparation: string | null;
};

type NumberedTurn = TurnRecord & { readonly seq: number };

export const TURN_COLUMNS = `turn_id AS turnId, account AS accountId, lane, members, text, context, preparation, state,
  attempts, code, detail, formed_at_ms AS formedAtMs`;

/** Below every seq. */
const NO_TURN = 0;

const REFATE = 'UPDATE verdict SET fate = ?, code = ?, detail = ? WHERE seq = ? AND account = ?';

/** What goes with turns besides themselves. */
interface Beside {
  readonly events: SystemEventTable;
  readonly windows: GroupWindowTable;
  readonly firstTurns: FirstTurnTable;
  readonly knownTurns: KnownTurns;
}

export function turnHandlers(
  db: Database.Database,
  sources: SourceTable,
  { events, windows, firstTurns, knownTurns }: Beside,
  marks: OpenMarks,
): Handlers<TurnCommands> {
  const formTurn = prepareFormTurn(db, knownTurns);
  const bySeq = db.prepare<[number], TurnRecord>(
    `SELECT ${TURN_COLUMNS} FROM turn WHERE seq = ? ORDER BY seq`,
  );
  const open = db.prepare<[number, string], TurnRecord>(
    `SELECT ${TURN_COLUMNS} FROM turn
     WHERE seq >= ? AND account = ? AND state IN ('formed', 'running', 'replying') ORDER BY seq`,
  );
  const start = db.prepare<[string | null, number], TurnRecord>(
    `UPDATE turn SET state = 'running', attempts = attempts + 1, preparation = coalesce(preparation, ?)
     WHERE seq = ? AND state IN ('formed', 'running') RETURNING ${TURN_COLUMNS}`,
  );
  const unprepared = db.prepare<[number], TurnRecord>(
    `SELECT ${TURN_COLUMNS} FROM turn
     WHERE seq = ? AND preparation IS NULL AND state IN ('formed', 'running') ORDER BY seq`,
  );
  const prepare = db.prepare('UPDATE turn SET preparation = ? WHERE seq = ?');
  const rewrite = db.prepare('UPDATE turn SET text = ?, context = ? WHERE seq = ?');
  const end = db.prepare(
    `UPDATE turn SET state = ?, code = ?, detail = ?, ended_at_ms = ?
     WHERE seq = ? AND (state IN ('formed', 'running') OR (state = 'replying' AND ? = 'interrupted'))`,
  );
  const refate = db.prepare<[string, string, string, number, string]>(REFATE);
  const seqOf = (turnId: TurnId) => knownTurns.seqOf('turn_id', turnId) ?? NO_TURN;
  return {
    formTurn({ sourceId, turn }) {
      const formed = formTurn(sources.get(sourceId).key, turn);
      if (formed !== null && turn.mayBegin) firstTurns.add(turn.context.sessionKey, formed);
      return formed !== null;
    },
    startTurn({ turnId, preparation }) {
      const started = start.get(
        preparation === undefined ? null : JSON.stringify(preparation),
        seqOf(turnId),
      );
      return started ? turnRow(started) : null;
    },
    prepareTurn({ turnId, preparation, words }) {
      const seq = seqOf(turnId);
      const found = unprepared.get(seq);
      if (!found) return null;
      const { accountId, memberSeqs, context } = turnRow(found);
      const { sessionKey } = context;
      if (preparation.context) windows.take(accountId, sessionKey, Math.min(...memberSeqs));
      const fixed = withEvents(preparation, events.take(sessionKey));
      prepare.run(JSON.stringify(fixed), seq);
      if (words) rewrite.run(words.text, JSON.stringify(words.context), seq);
      return fixed;
    },
    endTurn({ turnId, state, code, detail = '', atMs }) {
      const seq = seqOf(turnId);
      if (end.run(state, code, detail, atMs, seq, state).changes === 0) return false;
      const { memberSeqs, accountId } = turnRow(bySeq.get(seq)!);
      const fate = fateOfEnd(state, code);
      if (fate !== null) for (const member of memberSeqs) refate.run(fate, code, detail, member, accountId);
      return true;
    },
    openTurns: ({ accountId }) => open.all(marks.kept().turns, accountId).map(turnRow),
    turn({ turnId }) {
      const found = bySeq.get(seqOf(turnId));
      return found ? turnRow(found) : null;
    },
  };
}

/** All members or none: of several, every row is looked at before anything is written. Answers its seq. */
function prepareFormTurn(
  db: Database.Database,
  knownTurns: KnownTurns,
): (source: number, turn: TurnInput) => number | null {
  const settle = prepareSettle(db);
  const isPending = db.prepare<[number, string, number], { seq: number }>(
    'SELECT seq FROM verdict WHERE seq = ? AND account = ? AND source = ? AND fate IS NULL ORDER BY seq',
  );
  const insert = db.prepare(
    `INSERT INTO turn (seq, turn_id, account, lane, members, text, context, preparation, state, attempts, formed_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return (source, { turnId, accountId, lane, members, text, context, ...turn }) => {
    if (knownTurns.seqOf('turn_id', turnId) !== undefined) return null;
    const seqs = members.map((member) => member.seq);
    if (seqs.length > 1) {
      if (new Set(seqs).size < seqs.length) return null;
      if (!seqs.every((seq) => isPending.get(seq, accountId, source))) return null;
    }
    const formed = knownTurns.nextSeq();
    for (const member of members) {
      if (!settle(source, accountId, { ...member, turn: formed })) return null;
    }
    const { preparation, state, formedAtMs } = turn;
    const attempts = state === 'running' ? 1 : 0;
    const given = preparation && JSON.stringify(preparation);
    const said = [JSON.stringify(seqs), text, JSON.stringify(context), given] as const;
    insert.run(formed, turnId, accountId, lane, ...said, state, attempts, formedAtMs);
    knownTurns.add('turn_id', turnId, formed);
    return formed;
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
  const open = db.prepare<[number, string, string], NumberedTurn>(
    `SELECT seq, ${TURN_COLUMNS} FROM turn
     WHERE seq >= ? AND account = ? AND lane = ? AND state IN ('formed', 'running', 'replying') ORDER BY seq`,
  );
  const end = db.prepare('UPDATE turn SET state = ?, code = ?, detail = ?, ended_at_ms = ? WHERE seq = ?');
  const refate = db.prepare(REFATE);
  return (accountId, lane, endOf, atMs) =>
    open.all(marks.kept().turns, accountId, lane).flatMap(({ seq, ...record }) => {
      const turn = turnRow(record);
      const ended = endOf(turn);
      if (ended === null) return [];
      const { state, code, detail } = ended;
      end.run(state, code, detail, atMs, seq);
      const fate = fateOfEnd(state, code);
      if (fate !== null)
        for (const member of turn.memberSeqs) refate.run(fate, code, detail, member, accountId);
      return { ...turn, state, code, detail };
    });
}
