import type Database from 'better-sqlite3';
import type { Lane, PartId } from '../../message/ids.ts';
import {
  IS_TROUBLE,
  type Notice,
  type PartCommands,
  type PartEvidence,
  type PartInput,
  type PartRow,
  type PartTarget,
} from '../commands/parts.ts';
import type { Handlers } from '../handlers.ts';
import { checkPart, checkPartEnd, partExists } from '../rules.ts';
import type { Commands } from '../store.ts';
import type { KnownParts, KnownTurns } from './known-ids.ts';
import type { OpenMarks } from './open-marks.ts';
import { createUntold, type Untold } from './untold.ts';

type PartRecord = Omit<PartRow, 'evidence' | 'target'> & {
  readonly evidence: string | null;
  readonly target: string;
};

const COLUMNS = `part_id AS partId, (SELECT turn_id FROM turn WHERE turn.seq = part.turn ORDER BY turn.seq) AS turnId,
  account AS accountId, lane, seq, ordinal, kind, content,
  target, attempt_id AS attemptId, state, max_rowid AS maxRowid, sending_at_ms AS sendingAtMs, guid,
  message_rowid AS rowid, evidence, created_at_ms AS createdAtMs, ended_at_ms AS endedAtMs`;

/** By what turns and their parts are known. */
interface Known {
  readonly knownTurns: KnownTurns;
  readonly knownParts: KnownParts;
}

export function partHandlers(db: Database.Database, marks: OpenMarks, known: Known): Handlers<PartCommands> {
  const { knownTurns, knownParts } = known;
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
  const ofTurn = db.prepare<[number], PartRecord>(`SELECT ${COLUMNS} FROM part WHERE turn = ? ORDER BY seq`);
  const at = db.prepare<[number], PartRecord>(`SELECT ${COLUMNS} FROM part WHERE seq = ? ORDER BY seq`);
  const start = db.prepare(
    `UPDATE part SET state = 'sending', max_rowid = ?, sending_at_ms = ?
     WHERE seq = ? AND state = 'queued'`,
  );
  const add = preparePartInsert(db, knownParts);
  const untold = prepareUntold(db);
  const found = (partId: PartId) => {
    const seq = knownParts.seqOf('part_id', partId);
    const record = seq === undefined ? undefined : at.get(seq);
    return record ? [partRow(record)] : [];
  };
  return {
    ...prepareAnswers(db, known),
    post({ accountId, parts, atMs }) {
      parts.forEach(checkPart);
      for (const { lane, ...part } of parts) add(part, { turn: null, accountId, lane }, atMs);
      return null;
    },
    startPart({ partId, maxRowid, atMs }) {
      const seq = knownParts.seqOf('part_id', partId);
      return seq !== undefined && start.run(maxRowid, atMs, seq).changes === 1;
    },
    endPart: prepareEndPart(db, knownParts, add, untold),
    untoldParts: ({ accountId, limit }) => untold(accountId).first(limit).flatMap(found),
    partTold: ({ accountId, partId }) => untold(accountId).remove(partId),
    sendingParts: ({ accountId }) => sending.all(marks.kept().parts, accountId).map(partRow),
    queuedParts({ accountId, lane, afterSeq, limit }) {
      const found =
        lane === null
          ? queued.all(accountId, afterSeq, limit)
          : queuedIn.all(accountId, lane, afterSeq, limit);
      return found.map(partRow);
    },
    partsOf({ turnId }) {
      const turn = knownTurns.seqOf('turn_id', turnId);
      return turn === undefined ? [] : ofTurn.all(turn).map(partRow);
    },
    provenPart({ accountId, guid }) {
      const seq = knownParts.seqOf('guid', guid);
      const found = seq === undefined ? undefined : at.get(seq);
      return found?.accountId === accountId ? partRow(found) : null;
    },
    provenGuids: ({ guids }) => guids.filter((guid) => knownParts.seqOf('guid', guid) !== undefined),
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

/** Where a part belongs. */
interface PartOwner {
  /** The seq of its turn; null = the gateway says it by itself. */
  readonly turn: number | null;
  readonly accountId: string;
  readonly lane: string;
}

type AddPart = (part: PartInput, owner: PartOwner, atMs: number) => void;

/** Throws where there is a part with its id. */
export function preparePartInsert(db: Database.Database, knownParts: KnownParts): AddPart {
  const insert = db.prepare(
    `INSERT INTO part (part_id, turn, account, lane, ordinal, kind, content, target, attempt_id, state,
       max_rowid, sending_at_ms, created_at_ms, latest_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, max(?,
       coalesce((SELECT latest_ms FROM part WHERE seq = (SELECT max(seq) FROM part)), 0)))`,
  );
  return (part, { turn, accountId, lane }, atMs) => {
    const { partId, ordinal, kind, content, target, attemptId, state, maxRowid, sendingAtMs } = part;
    if (knownParts.seqOf('part_id', partId) !== undefined) throw partExists();
    const what = [ordinal, kind, content, JSON.stringify(target), attemptId] as const;
    const when = [maxRowid, sendingAtMs, atMs, atMs] as const;
    const { lastInsertRowid } = insert.run(partId, turn, accountId, lane, ...what, state, ...when);
    knownParts.add('part_id', partId, Number(lastInsertRowid));
  };
}

/** By account. */
type UntoldOf = (accountId: string) => Untold<PartId>;

function prepareUntold(db: Database.Database): UntoldOf {
  const untold = createUntold<PartId>(db);
  return (accountId) => untold(`part ${accountId}`);
}

function prepareAnswers(
  db: Database.Database,
  { knownTurns, knownParts }: Known,
): Pick<Handlers<PartCommands>, 'reply' | 'answer'> {
  const begin = db.prepare<[number], Omit<PartOwner, 'turn'>>(
    `UPDATE turn SET state = 'replying' WHERE seq = ? AND state IN ('running', 'replying')
     RETURNING account AS accountId, lane`,
  );
  const close = db.prepare<[number, number], Omit<PartOwner, 'turn'>>(
    `UPDATE turn SET state = 'answered', ended_at_ms = ? WHERE seq = ? AND state IN ('running', 'replying')
     RETURNING account AS accountId, lane`,
  );
  const insert = preparePartInsert(db, knownParts);
  const prepareAnswer =
    (move: (turn: number, atMs: number) => Omit<PartOwner, 'turn'> | undefined) =>
    ({ turnId, parts, atMs }: Commands['reply']['in']) => {
      const turn = knownTurns.seqOf('turn_id', turnId);
      const moved = turn === undefined ? undefined : move(turn, atMs);
      if (turn === undefined || moved === undefined) return false;
      parts.forEach(checkPart);
      for (const part of parts) insert(part, { ...moved, turn }, atMs);
      return true;
    };
  return {
    reply: prepareAnswer((turn) => begin.get(turn)),
    answer: prepareAnswer((turn, atMs) => close.get(atMs, turn)),
  };
}

function prepareEndPart(
  db: Database.Database,
  knownParts: KnownParts,
  add: AddPart,
  untold: UntoldOf,
): Handlers<PartCommands>['endPart'] {
  const end = db.prepare(
    `UPDATE part SET state = ?, guid = ?, message_rowid = ?, evidence = ?, ended_at_ms = ?
     WHERE seq = ? AND state = ?`,
  );
  const requeue = db.prepare(
    `UPDATE part SET state = 'queued', guid = NULL, message_rowid = ?, evidence = ?,
       max_rowid = NULL, sending_at_ms = NULL
     WHERE seq = ? AND state = 'sending'`,
  );
  const accountOf = db
    .prepare<[number], string>('SELECT account FROM part WHERE seq = ? ORDER BY seq')
    .pluck();
  const follow = (seq: number, { lane, ...part }: Notice, atMs: number) => {
    checkPart(part);
    add(part, { turn: null, accountId: accountOf.get(seq)!, lane }, atMs);
  };
  return (input) => {
    checkPartEnd(input);
    const { partId, from, to, evidence, followedBy, atMs } = input;
    const { guid = null, rowid = null } = evidence;
    const seq = knownParts.seqOf('part_id', partId);
    if (seq === undefined) return false;
    const proof = JSON.stringify(evidence);
    if (to === 'queued') return requeue.run(rowid, proof, seq).changes === 1;
    const proven = guid === null ? undefined : knownParts.seqOf('guid', guid);
    // What proves another part already changes nothing.
    if (proven !== undefined && proven !== seq) return false;
    if (end.run(to, guid, rowid, proof, atMs, seq, from).changes === 0) return false;
    if (IS_TROUBLE.has(to)) untold(accountOf.get(seq)!).add(partId);
    if (followedBy) follow(seq, followedBy, atMs);
    if (guid !== null && proven === undefined) knownParts.add('guid', guid, seq);
    return true;
  };
}

/** Ends what waits of the answers of a lane, of turns with such members. */
type ExpireLane = (
  accountId: string,
  lane: Lane,
  isEnding: (memberSeqs: readonly number[]) => boolean,
  end: { readonly detail: string; readonly atMs: number },
) => readonly PartRow[];

export function prepareExpireLane(db: Database.Database): ExpireLane {
  const turnsOf = db
    .prepare<[string, Lane], number>(
      `SELECT DISTINCT turn FROM part
       WHERE account = +? AND lane = +? AND state = 'queued' AND turn IS NOT NULL ORDER BY seq`,
    )
    .pluck();
  const membersOf = db
    .prepare<[number], string>('SELECT members FROM turn WHERE seq = ? ORDER BY seq')
    .pluck();
  const expire = db.prepare<[string, number, string, Lane, number], PartRecord>(
    `UPDATE part SET state = 'expired', evidence = ?, ended_at_ms = ?
     WHERE account = +? AND lane = +? AND state = 'queued' AND +turn = ? RETURNING ${COLUMNS}`,
  );
  const untold = prepareUntold(db);
  return (accountId, lane, isEnding, { detail, atMs }) => {
    const evidence = JSON.stringify({ via: 'none', detail } satisfies PartEvidence);
    const expired = turnsOf
      .all(accountId, lane)
      .filter((turn) => isEnding(JSON.parse(membersOf.get(turn)!) as number[]))
      .flatMap((turn) => expire.all(evidence, atMs, accountId, lane, turn).map(partRow));
    for (const { partId } of expired) untold(accountId).add(partId);
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
