// Who may speak for having paired, and what strangers are told: by what the operator did and what was in Messages.

import { authorOf, handlesOf, isGroupChat } from './access.ts';
import type { Arrival } from './arrival.ts';
import { disturbedUntil } from './disturbances.ts';
import { isSameAddress } from './handles.ts';
import type { History, WitnessedRow } from './history.ts';
import type { PairingDecided } from './operator.ts';
import { perHistory } from './per-history.ts';
import type { Settings } from './settings.ts';

/** What is taken in is decided by then, where nothing holds it up. */
const DECIDED_MS = 2_000;
/** How long what is held up may wait for its decision. */
const HELD_UP_MS = 600_000;

/** Of a row by somebody who would have to pair. */
export const STRANGER = 'its writer has not paired';

const CHALLENGE =
  /^imgate: access not configured\.\n\nYour iMessage sender id: (\S+)\nPairing code:\n```\n([A-HJ-NP-Z2-9]{8})\n```\n\nAsk the bot owner to approve with:\n```\nimgate pairing approve imessage \2\n```$/;
export const APPROVED = '✅ imgate access approved. Send a message to start chatting.';

/** A code that somebody is sent; null = no text of that kind. */
export function challengeIn(text: string): { readonly handle: string; readonly code: string } | null {
  const [, handle, code] = CHALLENGE.exec(text) ?? [];
  return handle === undefined || code === undefined ? null : { handle, code };
}

/** What the gateway itself says to people who pair. */
export function isAboutPairing(text: string): boolean {
  return text === APPROVED || challengeIn(text) !== null;
}

/** Whether who is in no list would have to pair here. */
export function hasToPair(row: WitnessedRow, account: Settings): boolean {
  return account.dmPolicy === 'pairing' && authorOf(row) !== null && !isGroupChat(row, account);
}

type When = Pick<Arrival, 'earliestMs' | 'latestMs'>;
type Approvals = readonly PairingDecided[];

/** Whether somebody who wrote a row was approved when it was decided; null = nobody can say. */
export function wasPaired(
  row: WitnessedRow,
  arrival: Arrival | null,
  account: Settings,
  history: History,
): boolean | null {
  const ofAccount = approvalsIn(history).filter(
    ({ accountId }) => accountId === null || accountId === account.accountId,
  );
  return wasApproved(row, arrival, account, history, ofAccount);
}

/** Whether who wrote a row owned the gateway by then, since nobody else is named and none was approved before; null = nobody can say. */
export function ownsByPairing(
  row: WitnessedRow,
  arrival: When | undefined,
  account: Settings,
  history: History,
): boolean | null {
  if (account.commands.owners.length > 0) return false;
  const approvals = approvalsIn(history);
  const first = approvals.find(({ isDone }) => isDone);
  const before = approvals.filter(({ atMs }) => first === undefined || atMs <= first.atMs);
  const isAlone = before.every(({ handle }) => isSameAddress(handle, first?.handle ?? null));
  const isOwner = wasApproved(row, arrival ?? null, account, history, before);
  return isOwner === true && !isAlone ? null : isOwner;
}

/** Those that may have been done: what was refused as nobody's request approves nobody. */
const approvalsIn = perHistory(({ pairings = [] }): Approvals => {
  const open: PairingDecided[] = [];
  for (const one of pairings) {
    if (one.verb !== 'approve') continue;
    if (!one.isRefused) open.push(one);
    else {
      const asked = open.findLastIndex(({ handle, isDone }) => handle === one.handle && !isDone);
      if (asked >= 0) open.splice(asked, 1);
    }
  }
  return open;
});

function wasApproved(
  { sender, insertedAtMs }: WitnessedRow,
  arrival: When | null,
  account: Settings,
  { disturbances }: History,
  approvals: Approvals,
): boolean | null {
  const own = approvals.filter((one) =>
    handlesOf(sender ?? '', account).some((handle) => isSameAddress(one.handle, handle)),
  );
  const [earliestMs, latestMs] = [arrival?.earliestMs ?? insertedAtMs, arrival?.latestMs ?? insertedAtMs];
  if (own.some(({ isDone, atMs }) => isDone && atMs < earliestMs)) return true;
  const isHeldUp = disturbedUntil(disturbances, 'reading', earliestMs, latestMs + HELD_UP_MS) !== null;
  const decidedMs = latestMs + (isHeldUp || arrival === null ? HELD_UP_MS : DECIDED_MS);
  return own.some(({ atMs }) => atMs <= decidedMs) ? null : false;
}
