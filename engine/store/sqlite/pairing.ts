import type Database from 'better-sqlite3';
import type { Handle } from '../../message/identity/handles.ts';
import type { RowInput } from '../commands/journal.ts';
import type { PairingApproval, PairingCommands, PairingRequest } from '../commands/pairing.ts';
import type { Notice, PartTarget } from '../commands/parts.ts';
import type { Handlers } from '../handlers.ts';
import { asStands, type Meet, offersIn, REQUEST_ENDS_MS, standingOf } from '../pairing-rules.ts';
import { checkPart, partExists } from '../rules.ts';
import type { KnownParts } from './known-ids.ts';
import { preparePartInsert } from './parts.ts';

export interface PairingTable {
  readonly handlers: Handlers<PairingCommands>;
  /** Throws where what strangers are offered may not be added. */
  check(rows: readonly RowInput[]): void;
  readonly meet: Meet;
}

type RequestRecord = Omit<PairingRequest, 'target' | 'isDenied'> & {
  readonly target: string | null;
  readonly isDenied: number;
};

const COLUMNS = `account AS accountId, handle, code, sender, target, created_at_ms AS createdAtMs,
  last_seen_at_ms AS lastSeenAtMs, is_denied AS isDenied`;

export function createPairingTable(db: Database.Database, knownParts: KnownParts): PairingTable {
  const notices = prepareNotices(db, knownParts);
  const requestsOf = db.prepare<[string], RequestRecord>(
    `SELECT ${COLUMNS} FROM pairing_request WHERE account = ? ORDER BY handle`,
  );
  const see = db.prepare(
    `UPDATE pairing_request SET last_seen_at_ms = max(last_seen_at_ms, ?) WHERE account = ? AND handle = ?`,
  );
  const forget = db.prepare(
    'DELETE FROM pairing_request WHERE account = ? AND created_at_ms NOT BETWEEN ? AND ?',
  );
  const addRequest = prepareAddRequest(db);
  return {
    check: (rows) => notices.checkNew(offersIn(rows).map(({ notice }) => notice)),
    meet(verdict, { handle, offer }, atMs) {
      const { accountId } = verdict;
      const standing = standingOf(requestsOf.all(accountId).map(requestOf), handle, atMs);
      if (standing !== 'new') {
        if (standing === 'waiting') see.run(atMs, accountId, handle);
        return { verdict: asStands(verdict, standing), standing };
      }
      if (offer === null) return { verdict: asStands(verdict, 'waiting'), standing: 'waiting' };
      const { sender, code, notice } = offer;
      forget.run(accountId, atMs - REQUEST_ENDS_MS, atMs + REQUEST_ENDS_MS);
      const times = { createdAtMs: atMs, lastSeenAtMs: atMs };
      addRequest({ accountId, handle, code, sender, target: notice.target, ...times, isDenied: false });
      notices.add(notice, accountId, atMs);
      return { verdict, standing };
    },
    handlers: pairingHandlers(db, notices, addRequest),
  };
}

function prepareNotices(db: Database.Database, knownParts: KnownParts) {
  const insert = preparePartInsert(db, knownParts);
  return {
    add({ lane, ...part }: Notice, accountId: string, atMs: number): void {
      insert(part, { turn: null, accountId, lane }, atMs);
    },
    /** Throws where one of them may not be added. */
    checkNew(notices: readonly Notice[]): void {
      notices.forEach(checkPart);
      const ids = new Set(notices.map(({ partId }) => partId));
      const isKnown = ({ partId }: Notice) => knownParts.seqOf('part_id', partId) !== undefined;
      if (ids.size < notices.length || notices.some(isKnown)) throw partExists();
    },
  };
}

type AddRequest = (request: PairingRequest) => void;

/** What is known of the same person and account stays as it is. */
function prepareAddRequest(db: Database.Database): AddRequest {
  const insert = db.prepare(
    `INSERT INTO pairing_request
       (account, handle, code, sender, target, created_at_ms, last_seen_at_ms, is_denied)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (account, handle) DO NOTHING`,
  );
  return ({ accountId, handle, code, sender, target, createdAtMs, lastSeenAtMs, isDenied }) => {
    const kept = target === null ? null : JSON.stringify(target);
    insert.run(accountId, handle, code, sender, kept, createdAtMs, lastSeenAtMs, isDenied ? 1 : 0);
  };
}

function pairingHandlers(
  db: Database.Database,
  notices: ReturnType<typeof prepareNotices>,
  addRequest: AddRequest,
): Handlers<PairingCommands> {
  const requests = db.prepare<[], RequestRecord>(
    `SELECT ${COLUMNS} FROM pairing_request ORDER BY account, handle`,
  );
  const approvals = db.prepare<[], PairingApproval>(
    `SELECT account AS accountId, handle, approved_at_ms AS atMs FROM pairing_approval
     ORDER BY account, handle`,
  );
  const owner = db
    .prepare<[], Handle>("SELECT value FROM note WHERE scope = 'pairing' AND key = 'owner' ORDER BY key")
    .pluck();
  const addOwner = db.prepare(
    "INSERT INTO note (scope, key, value) VALUES ('pairing', 'owner', ?) ON CONFLICT (scope, key) DO NOTHING",
  );
  const remove = db.prepare('DELETE FROM pairing_request WHERE account = ? AND handle = ?');
  const deny = db.prepare(
    'UPDATE pairing_request SET is_denied = 1 WHERE account = ? AND handle = ? AND is_denied = 0',
  );
  const approve = db.prepare(
    `INSERT INTO pairing_approval (account, handle, approved_at_ms) VALUES (?, ?, ?)
     ON CONFLICT (account, handle) DO NOTHING`,
  );
  return {
    pairing: () => ({
      requests: requests.all().map(requestOf),
      approvals: approvals.all(),
      owner: owner.get() ?? null,
    }),
    approvePairing({ accountId, handle, atMs, isOwner, notice }) {
      if (remove.run(accountId, handle).changes === 0) return false;
      approve.run(accountId, handle, atMs);
      if (isOwner) addOwner.run(handle);
      if (notice === null) return true;
      notices.checkNew([notice]);
      notices.add(notice, accountId, atMs);
      return true;
    },
    denyPairing: ({ accountId, handle }) => deny.run(accountId, handle).changes === 1,
    importPairing(given) {
      for (const { accountId, handle, atMs } of given.approvals) approve.run(accountId, handle, atMs);
      for (const request of given.requests) addRequest(request);
      return undefined;
    },
  };
}

function requestOf({ target, isDenied, ...request }: RequestRecord): PairingRequest {
  return {
    ...request,
    target: target === null ? null : (JSON.parse(target) as PartTarget),
    isDenied: isDenied === 1,
  };
}
