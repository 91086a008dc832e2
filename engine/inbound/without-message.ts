// What becomes of rows of which no message can be made, or that stand for nothing but themselves.

import { decideDm, NOBODY_PAIRED } from '../access/dm-policy.ts';
import { type Fate, REASONS, type Reason } from '../fates.ts';
import { claimedRowid } from '../message/claimed-rowid.ts';
import { readWireHandle } from '../message/identity/wire-handle.ts';
import type { Arrival, Message } from '../message/message.ts';
import { folded } from '../message/normalize.ts';
import type { Writable } from '../message/writable.ts';
import type { RowInput, VerdictFacts } from '../store/commands/journal.ts';
import { malformedEventId } from './claim.ts';
import type { Consequence, Decision } from './decision.ts';
import type { Snapshot } from './snapshot.ts';
import { verdictOf } from './verdicts.ts';

const NO_CONSEQUENCES: readonly Consequence[] = [];

interface Outcome {
  /** Left out = that of the reason. */
  readonly fate?: Fate;
  readonly facts?: VerdictFacts;
  readonly isReplay?: boolean;
}

/** Of a row without a message. */
function decision(
  row: Omit<RowInput, 'verdicts'>,
  reason: Reason,
  { accountId }: Snapshot,
  { facts, isReplay = false, ...shared }: Outcome = {},
): Decision {
  const { code, detail } = reason;
  const fate = shared.fate ?? REASONS[code].fate;
  const verdicts = [verdictOf(accountId, fate, reason, facts)];
  const decided: Writable<Decision> = {
    row: { ...row, verdicts },
    message: null,
    fate,
    code,
    isReplay,
    consequences: NO_CONSEQUENCES,
    sighting: null,
  };
  if (detail !== undefined) decided.detail = detail;
  return decided;
}

/** Previews that imsg has folded into a row are rows of their own in chat.db, and share its fate. */
export function decideFolded(
  arrival: Arrival,
  { chatGuid, isFromMe }: Message,
  { fate, isReplay, row: { eventId: toldWith } }: Decision,
  snapshot: Snapshot,
): Decision[] {
  const { arrivedAtMs } = arrival;
  const shared = { fate: fate ?? 'merged', isReplay, facts: { toldWith } } as const;
  const previews = folded((arrival.payload as { url_preview?: unknown }).url_preview);
  return previews.flatMap(({ rowid, guid }) => {
    if (guid === null) return [];
    const named = { eventId: `guid:${guid}`, rowid, guid, chatGuid, isFromMe, raw: null, arrivedAtMs };
    return decision(named, { code: 'folded' }, snapshot, shared);
  });
}

export function decideLost(
  { rowid, guid, code }: NonNullable<Arrival['lost']>,
  { arrivedAtMs }: Arrival,
  snapshot: Snapshot,
): Decision {
  const known = { eventId: guid === null ? `row:${rowid}` : `guid:${guid}`, rowid, guid, arrivedAtMs };
  return decision({ ...known, chatGuid: null, isFromMe: false, raw: null }, { code }, snapshot);
}

export function decideMalformed(
  { payload, raw, arrivedAtMs, again }: Arrival,
  reason: Reason,
  snapshot: Snapshot,
): Decision {
  const kept = isOfAdmitted(payload, snapshot) ? raw : null;
  // Its rowid moves no cursor, but says which row is not missing.
  const known = { eventId: malformedEventId(payload), rowid: claimedRowid(payload), raw: kept, arrivedAtMs };
  const row = { ...known, guid: null, chatGuid: null, isFromMe: false };
  const decided = decision(row, reason, snapshot);
  return again === undefined ? decided : { ...decided, wasAskedFor: true };
}

/** Whether it seems to be from somebody who may write here: nothing of anybody else is kept. */
function isOfAdmitted(payload: unknown, { access, pairing, wireRegion = null }: Snapshot): boolean {
  try {
    const { sender, destination_caller_id: ownAddress } = payload as Readonly<Record<string, unknown>>;
    if (typeof sender !== 'string' || sender === ownAddress) return false;
    const from = readWireHandle(sender, wireRegion);
    const code = decideDm(access.dm, from, pairing?.paired ?? NOBODY_PAIRED);
    return code === null || code === 'paired';
  } catch {
    return false;
  }
}
