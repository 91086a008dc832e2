import type Database from 'better-sqlite3';
import type { Lane, TurnId } from '../../message/ids.ts';
import type { PartCommands, PartEvidence, PartInput, PartRow, PartTarget } from '../commands/parts.ts';
import type { Handlers } from '../handlers.ts';
import { checkPart, checkPartEnd } from '../rules.ts';
import type { Commands } from '../store.ts';
import type { OpenMarks } from './open-marks.ts';

type PartRecord = Omit<PartRow, 'evidence' | 'target'> & {
  readonly evidence: string | null;
  readonly target: string;
};

const COLUMNS = `part_id AS partId, turn_id AS turnId, account AS accountId, lane, seq, ordinal, kind, content,
  target, attempt_id AS attemptId, state, max_rowid AS maxRowid, sending_at_ms AS sendingAtMs, guid,
  message_rowid AS rowid, evidence, created_at_ms AS createdAtMs`;

export function partHandlers(db: Database.Database, marks: OpenMarks): Handlers<PartCommands> {
  const sending = db.prepare<[number, string], PartRecord>(
    `SELECT ${COLUMNS} FROM part WHERE seq >= +? AND +account = ? AND state = 'sending' ORDER BY seq`,
  );
  const queued = db.prepare<[string, number, number], PartRecord>(
    `SELECT ${COLUMNS} FROM part WHERE account = +? AND seq > +? AND state = 'queued' ORDER BY seq LIMIT +?`,
  );
  const queuedIn = db.prepare<[string, Lane, number, number], PartRecord>(
    `SELECT ${COLUMNS} FROM part
     WHERE account = +? AND lane = +? AND seq > +? AND state = 'queued' ORDER BY seq LIMIT +?`,
  );
  const allBefore = prepareAllBefore(db);
  const after = db.prepare<[number, string, number, number], PartRecord>(
    `SELECT ${COLUMNS} FROM part WHERE seq > +? AND +account = ? AND created_at_ms >= +?
     ORDER BY seq DESC LIMIT +?`,
  );
  // Only who asks about one turn wants to know; an index for it would cost every part.
  const ofTurn = db.prepare<[TurnId], PartRecord>(
    `SELECT ${COLUMNS} FROM part WHERE turn_id = ? ORDER BY seq`,
  );
  const start = db.prepare(
    `UPDATE part SET state = 'sending', max_rowid = ?, sending_at_ms = ?
     WHERE part_id = ? AND state = 'queued'`,
  );
  return {
    ...prepareAnswers(db),
    startPart: ({ partId, maxRowid, atMs }) => start.run(maxRowid, atMs, partId).changes === 1,
    endPart: prepareEndPart(db),
    sendingParts: ({ accountId }) => sending.all(marks.kept().parts, accountId).map(partRow),
    queuedParts({ accountId, lane, afterSeq, limit }) {
      const found =
        lane === null
          ? queued.all(accountId, afterSeq, limit)
          : queuedIn.all(accountId, lane, afterSeq, limit);
      return found.map(partRow);
    },
    partsOf: ({ turnId }) => ofTurn.all(turnId).map(partRow),
    recentParts({ accountId, sinceMs, limit }) {
      const found = after.all(allBefore(sinceMs), accountId, sinceMs, limit);
      return found.toSorted((one, other) => other.createdAtMs - one.createdAtMs).map(partRow);
    },
  };
}

/**
 * The seq up to which every part was made before a time. Once a clock was far ahead it is that of the time before, until the
 * time that it showed has come: whoever looks back walks further then, and has to say how many parts are enough.
 */
export function prepareAllBefore(db: Database.Database): (sinceMs: number) => number {
  const last = db
    .prepare<[number], number>('SELECT seq FROM part WHERE latest_ms < +? ORDER BY seq DESC LIMIT 1')
    .pluck();
  return (sinceMs) => last.get(sinceMs) ?? 0;
}

/** Adds a part to what a turn is answered with, or, where that is null, to what the gateway says by itself. */
export function preparePartInsert(
  db: Database.Database,
): (part: PartInput, owner: Replying & { readonly turnId: TurnId | null }, atMs: number) => void {
  const insert = db.prepare(
    `INSERT INTO part (part_id, turn_id, account, lane, ordinal, kind, content, target, attempt_id, state,
       max_rowid, sending_at_ms, created_at_ms, latest_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, max(?,
       coalesce((SELECT latest_ms FROM part WHERE seq = (SELECT max(seq) FROM part)), 0)))`,
  );
  return (part, { turnId, accountId, lane }, atMs) => {
    const { partId, ordinal, kind, content, target, attemptId, state, maxRowid, sendingAtMs } = part;
    const what = [ordinal, kind, content, JSON.stringify(target), attemptId] as const;
    insert.run(partId, turnId, accountId, lane, ...what, state, maxRowid, sendingAtMs, atMs, atMs);
  };
}

/** What its parts take from a turn. */
interface Replying {
  readonly accountId: string;
  readonly lane: string;
}

function prepareAnswers(db: Database.Database): Pick<Handlers<PartCommands>, 'reply' | 'answer'> {
  const begin = db.prepare<[string], Replying>(
    `UPDATE turn SET state = 'replying' WHERE turn_id = ? AND state IN ('running', 'replying')
     RETURNING account AS accountId, lane`,
  );
  const close = db.prepare<[number, string], Replying>(
    `UPDATE turn SET state = 'answered', ended_at_ms = ? WHERE turn_id = ? AND state IN ('running', 'replying')
     RETURNING account AS accountId, lane`,
  );
  const insert = preparePartInsert(db);
  const addTo = (turn: Replying | undefined, { turnId, parts, atMs }: Commands['reply']['in']) => {
    if (!turn) return false;
    parts.forEach(checkPart);
    const owner = { ...turn, turnId };
    for (const part of parts) insert(part, owner, atMs);
    return true;
  };
  return {
    reply: (input) => addTo(begin.get(input.turnId), input),
    answer: (input) => addTo(close.get(input.atMs, input.turnId), input),
  };
}

function prepareEndPart(db: Database.Database): Handlers<PartCommands>['endPart'] {
  // What proves another part already is refused by its index, and changes nothing.
  const end = db.prepare(
    `UPDATE OR IGNORE part SET state = ?, guid = ?, message_rowid = ?, evidence = ?, ended_at_ms = ?
     WHERE part_id = ? AND state = ?`,
  );
  const requeue = db.prepare(
    `UPDATE part SET state = 'queued', guid = NULL, message_rowid = ?, evidence = ?,
       max_rowid = NULL, sending_at_ms = NULL
     WHERE part_id = ? AND state = 'sending'`,
  );
  return (input) => {
    checkPartEnd(input);
    const { partId, from, to, evidence, atMs } = input;
    const { guid = null, rowid = null } = evidence;
    const proof = JSON.stringify(evidence);
    if (to === 'queued') return requeue.run(rowid, proof, partId).changes === 1;
    return end.run(to, guid, rowid, proof, atMs, partId, from).changes === 1;
  };
}

/** Ends what waits of the answers of a lane. */
export function prepareExpireLane(
  db: Database.Database,
): (accountId: string, lane: Lane, detail: string, atMs: number) => readonly PartRow[] {
  const expire = db.prepare<[string, number, string, Lane], PartRecord>(
    `UPDATE part SET state = 'expired', evidence = ?, ended_at_ms = ?
     WHERE account = +? AND lane = +? AND state = 'queued' AND turn_id IS NOT NULL RETURNING ${COLUMNS}`,
  );
  return (accountId, lane, detail, atMs) => {
    const evidence: PartEvidence = { via: 'none', detail };
    const expired = expire.all(JSON.stringify(evidence), atMs, accountId, lane).map(partRow);
    return expired.toSorted((one, other) => one.seq - other.seq);
  };
}

function partRow({ evidence, target, ...part }: PartRecord): PartRow {
  return {
    ...part,
    target: JSON.parse(target) as PartTarget,
    evidence: evidence === null ? null : (JSON.parse(evidence) as PartEvidence),
  };
}
