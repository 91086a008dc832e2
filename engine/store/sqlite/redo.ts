import type Database from 'better-sqlite3';
import { REASONS } from '../../fates.ts';
import type { RedoCommands } from '../commands/redo.ts';
import type { Handlers } from '../handlers.ts';
import { redone, stretchOf, unanswered, whyNotRedone } from '../redo-rules.ts';
import type { KnownTurns } from './known-ids.ts';
import type { OpenMarks } from './open-marks.ts';
import { TURN_COLUMNS, type TurnRecord, turnRow } from './turns.ts';

export function redoHandlers(
  db: Database.Database,
  marks: OpenMarks,
  knownTurns: KnownTurns,
): Handlers<RedoCommands> {
  const last = db.prepare<[], number>('SELECT seq FROM turn ORDER BY seq DESC LIMIT 1').pluck();
  const ended = db.prepare<[number, number], TurnRecord>(
    `SELECT ${TURN_COLUMNS} FROM turn
     WHERE seq < ? AND seq >= ? AND state IN ('failed', 'interrupted') ORDER BY seq DESC`,
  );
  const bySeq = db.prepare<[number], TurnRecord>(
    `SELECT ${TURN_COLUMNS} FROM turn WHERE seq = ? ORDER BY seq`,
  );
  const saidOf = db
    .prepare<[number], number>('SELECT seq FROM part WHERE turn = +? ORDER BY seq LIMIT 1')
    .pluck();
  const reopen = db.prepare(
    `UPDATE turn SET state = 'formed', attempts = 0, code = NULL, detail = '', ended_at_ms = NULL, context = ?
     WHERE seq = ?`,
  );
  const refate = db.prepare(
    "UPDATE verdict SET fate = ?, code = ?, detail = '' WHERE seq = ? AND account = ?",
  );
  return {
    unansweredTurns(asked) {
      const { from, upTo, next } = stretchOf(asked, last.get() ?? 0);
      const turns = ended.all(upTo, from).map((record) => unanswered(turnRow(record)));
      return { turns: 'after' in asked ? turns.toReversed() : turns, next };
    },
    redoTurn({ turnId, owner }) {
      const seq = knownTurns.seqOf('turn_id', turnId);
      if (seq === undefined) return 'unknown';
      const found = bySeq.get(seq)!;
      const why = whyNotRedone(found);
      if (why !== null) return why;
      const turn = turnRow(found);
      const { accountId, memberSeqs } = turn;
      // One that failed had said nothing: then it would have been interrupted.
      if (turn.state === 'interrupted' && saidOf.get(seq) !== undefined) return 'partly_said';
      const begun = redone(turn, owner);
      reopen.run(JSON.stringify(begun.context), seq);
      marks.reopenTurn(seq);
      memberSeqs.forEach((memberSeq, index) => {
        const code = index === 0 ? 'began_turn' : 'joined_turn';
        refate.run(REASONS[code].fate, code, memberSeq, accountId);
      });
      return begun;
    },
  };
}
