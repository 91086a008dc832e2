import type Database from 'better-sqlite3';
import type { Decision } from '../../message/approve-command.ts';
import type {
  ApprovalCommands,
  ApprovalEnd,
  ApprovalInput,
  ApprovalPrompt,
  ApprovalRow,
  Posted,
} from '../commands/approvals.ts';
import type { PartTarget } from '../commands/parts.ts';
import { type Answered, toPost } from '../follow-up.ts';
import type { Handlers } from '../handlers.ts';
import { approvalExists, checkPart } from '../rules.ts';
import type { Commands } from '../store.ts';
import type { KnownParts, KnownTurns } from './known-ids.ts';
import { preparePartInsert } from './parts.ts';
import { createUntold, type Untold } from './untold.ts';

interface ApprovalTable {
  readonly handlers: Handlers<ApprovalCommands>;
  readonly answer: Answered;
  /** Drops those that ended long ago. Returns how many. */
  dropOld(input: Commands['dropPayloads']['in']): number;
}

type Kept = Omit<ApprovalRow, 'prompts' | 'options' | 'decisions' | 'origin'> & {
  readonly options: string | null;
  readonly decisions: string | null;
  readonly origin: string | null;
};
type PromptRecord = Omit<ApprovalPrompt, 'target'> & { readonly target: string };

const COLUMNS = `approval_id AS approvalId, kind, account AS accountId, turn_id AS turnId, options, decisions, asked, origin,
  state, created_at_ms AS createdAtMs, expires_at_ms AS expiresAtMs, ended_at_ms AS endedAtMs, ended_by AS endedBy, choice`;

export function createApprovalTable(
  db: Database.Database,
  known: { readonly knownTurns: KnownTurns; readonly knownParts: KnownParts },
): ApprovalTable {
  const untold = createUntold<string>(db)('approval');
  const end = prepareEnd(db, untold);
  const add = preparePost(db, known.knownParts);
  const dropPrompts = db.prepare('DELETE FROM approval_prompt WHERE approval_id = ?');
  const dropOne = db.prepare('DELETE FROM approval WHERE approval_id = ?');
  const old = db
    .prepare<[number, number], string>(
      'SELECT approval_id FROM approval WHERE ended_at_ms < ? ORDER BY ended_at_ms, approval_id LIMIT ?',
    )
    .pluck();
  return {
    answer(answer, atMs) {
      for (const { notice } of [...(answer.end?.notices ?? []), ...answer.otherwise]) checkPart(notice);
      const isEnded = answer.end !== null && end(answer.end, atMs, true);
      for (const one of toPost(answer, isEnded)) add(one, atMs);
      return isEnded;
    },
    dropOld({ beforeMs, limit }) {
      const found = old.all(beforeMs, limit);
      for (const approvalId of found) {
        untold.remove(approvalId);
        dropPrompts.run(approvalId);
        dropOne.run(approvalId);
      }
      return found.length;
    },
    handlers: {
      requestApproval: prepareRequest(db, known, add),
      endApproval({ end: wanted, atMs }) {
        if (!end(wanted, atMs, false)) return false;
        for (const one of wanted.notices) add(one, atMs);
        return true;
      },
      ...prepareLists(db, untold),
      approvalTold: ({ approvalId }) => untold.remove(approvalId),
    },
  };
}

type Add = (posted: Posted, atMs: number) => number;

/** Answers the seq of the part. */
function preparePost(db: Database.Database, knownParts: KnownParts): Add {
  const insert = preparePartInsert(db, knownParts);
  return ({ accountId, notice: { lane, ...part } }, atMs) => {
    checkPart(part);
    insert(part, { turn: null, accountId, lane }, atMs);
    return knownParts.seqOf('part_id', part.partId)!;
  };
}

function prepareRequest(
  db: Database.Database,
  { knownTurns }: { readonly knownTurns: KnownTurns },
  add: Add,
): Handlers<ApprovalCommands>['requestApproval'] {
  const begin = db.prepare(
    `UPDATE turn SET state = 'replying' WHERE seq = ? AND state IN ('running', 'replying')`,
  );
  const insert = db.prepare(
    `INSERT INTO approval
       (approval_id, kind, account, turn_id, options, decisions, asked, origin, created_at_ms, expires_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (approval_id) DO NOTHING`,
  );
  const insertPrompt = db.prepare('INSERT INTO approval_prompt (approval_id, part) VALUES (?, ?)');
  const isOver = ({ turnId }: ApprovalInput) => {
    if (turnId === null) return false;
    const seq = knownTurns.seqOf('turn_id', turnId);
    return seq === undefined || begin.run(seq).changes === 0;
  };
  return ({ approval, notices, atMs }) => {
    if (isOver(approval)) return false;
    const { approvalId, kind, accountId, turnId, asked, expiresAtMs, prompts } = approval;
    const options = approval.options && JSON.stringify(approval.options);
    const origin = approval.origin && JSON.stringify(approval.origin);
    const decisions = approval.decisions && JSON.stringify(approval.decisions);
    const request = [approvalId, kind, accountId, turnId, options, decisions, asked, origin];
    const { changes } = insert.run(...request, atMs, expiresAtMs);
    if (changes === 0) throw approvalExists();
    for (const prompt of prompts) insertPrompt.run(approvalId, add(prompt, atMs));
    for (const notice of notices) add(notice, atMs);
    return true;
  };
}

/** @returns Whether it counts. */
function prepareEnd(
  db: Database.Database,
  untold: Untold<string>,
): (end: ApprovalEnd, atMs: number, inTime: boolean) => boolean {
  const run = db.prepare(
    `UPDATE approval SET state = ?, ended_by = ?, choice = ?, ended_at_ms = ?
     WHERE approval_id = ? AND ended_at_ms IS NULL AND expires_at_ms > ?`,
  );
  return ({ approvalId, to, by, choice }, atMs, inTime) => {
    const untilMs = inTime ? atMs : Number.MIN_SAFE_INTEGER;
    const hasEnded = run.run(to, by, choice, atMs, approvalId, untilMs).changes === 1;
    if (hasEnded) untold.add(approvalId);
    return hasEnded;
  };
}

function prepareLists(
  db: Database.Database,
  untold: Untold<string>,
): Pick<Handlers<ApprovalCommands>, 'approvals' | 'untoldApprovals'> {
  const pending = db.prepare<[number], Kept>(
    `SELECT ${COLUMNS} FROM approval WHERE ended_at_ms IS NULL ORDER BY approval_id LIMIT ?`,
  );
  const ended = db.prepare<[number, number], Kept>(
    `SELECT ${COLUMNS} FROM approval WHERE ended_at_ms >= ? ORDER BY ended_at_ms DESC, approval_id DESC LIMIT ?`,
  );
  const one = db.prepare<[string], Kept>(
    `SELECT ${COLUMNS} FROM approval WHERE approval_id = ? ORDER BY approval_id`,
  );
  const prompts = db.prepare<[string], PromptRecord>(
    `SELECT part.account AS accountId, part_id AS partId, target, content, part.state,
       max_rowid AS maxRowid, guid
     FROM approval_prompt JOIN part ON part.seq = approval_prompt.part
     WHERE approval_id = ? ORDER BY approval_prompt.part`,
  );
  const rowOf = ({ options, decisions, origin, ...row }: Kept): ApprovalRow => ({
    ...row,
    decisions: decisions === null ? null : (JSON.parse(decisions) as Decision[]),
    options: options === null ? null : (JSON.parse(options) as string[]),
    origin: origin === null ? null : (JSON.parse(origin) as PartTarget),
    prompts: prompts.all(row.approvalId).map(({ target, ...prompt }) => ({
      ...prompt,
      target: JSON.parse(target) as PartTarget,
    })),
  });
  return {
    approvals: ({ sinceMs, limit }) =>
      [...pending.all(limit), ...ended.all(sinceMs, limit)]
        .toSorted((one, other) => (one.approvalId < other.approvalId ? -1 : 1))
        .map(rowOf),
    untoldApprovals: ({ limit }) => untold.first(limit).map((approvalId) => rowOf(one.get(approvalId)!)),
  };
}
