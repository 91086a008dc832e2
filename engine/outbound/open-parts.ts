// The parts that the wire has seen and whose end is not known, held against the own rows there are.

import type { OwnRow, OwnRows } from '../echo/own-rows.ts';
import type { ChatGuid, MessageGuid, PartId } from '../message/ids.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { PartEvidence, PartRow } from '../store/commands/parts.ts';
import type { Store } from '../store/store.ts';
import type { Unawaited } from '../unawaited.ts';
import { isChatOf } from './chat-of.ts';
import { type Claim, proofsOf, type Wanted } from './evidence.ts';

/** GUIDs remembered at most that prove a part; the store is asked anyway. */
const USED_MAX = 10_000;

export interface OpenPart extends Wanted {
  claim: Claim | null;
  isOnTheWire: boolean;
  /** Until when its row is looked for, on the monotonic clock: the other one may be set meanwhile. */
  readonly untilMs: number;
  /** What is known of its call. */
  detail: string;
  /** While its end is being committed. */
  ending: Promise<void> | null;
  readonly timers: Timer[];
}

/** Its row; `seen` = what it was done to shows it; null = nothing does. */
type Proof = OwnRow | 'seen' | null;

export interface OpenPartsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly unawaited: Unawaited;
  /** What comes by the watch. */
  readonly ownRows: OwnRows;
  /** A row is about to be committed as the proof of a part. */
  onFound(part: PartRow, row: OwnRow): void;
  /** The part has its end. */
  onSettled(part: PartRow, proof: Proof, detail: string): void;
}

interface OpenParts {
  /** @param ownRows How many own rows had come by the watch as it was begun: none of them is its. */
  add(part: PartRow, untilMs: number, ownRows: number): void;
  get(partId: PartId): OpenPart | undefined;
  all(): Iterable<OpenPart>;
  delete(partId: PartId): boolean;
  /** Whether its end is neither known nor being committed. */
  isSought(one: OpenPart): boolean;
  /** Ends those parts of a chat that rows prove: rows of the watch, and these. */
  match(chatGuid: ChatGuid, found?: readonly OwnRow[]): void;
  /** Ends a part that was seen to be done. */
  seen(one: OpenPart): void;
  /** Ends a part of which nothing proves that it was done. */
  giveUp(one: OpenPart): void;
  /** A row that proves a part of an earlier run. */
  use(guid: MessageGuid): void;
  isUsed(guid: MessageGuid): boolean;
}

export function createOpenParts(options: OpenPartsOptions): OpenParts {
  const { store, clock, signal, ownRows } = options;
  /** In the order in which they were begun. */
  const open = new Map<PartId, OpenPart>();
  const used = new Set<MessageGuid>();

  const isSought = (one: OpenPart) =>
    open.get(one.part.partId) === one && one.ending === null && !signal.aborted;
  const use = (guid: MessageGuid) => {
    used.add(guid);
    if (used.size > USED_MAX) used.delete(used.keys().next().value!);
  };
  const end = async (one: OpenPart, proof: Proof) => {
    const { part } = one;
    const { partId } = part;
    const detail = proof === null ? one.detail : provenBy(proof, one);
    const row = proof === 'seen' ? null : proof;
    const evidence = evidenceOf(proof);
    const state = { partId, from: 'sending', to: proof ? 'sent' : 'unknown' } as const;
    const hasEnded = await store.endPart({
      ...state,
      evidence: { ...evidence, detail },
      atMs: clock.wallMs(),
    });
    one.ending = null;
    // The row proves a part that this account knows nothing of.
    if (row && !hasEnded) {
      if (one.claim?.guid === row.guid) one.claim = null;
      return match(part.target.chatGuid);
    }
    options.onSettled(part, proof, detail);
    open.delete(partId);
    for (const timer of one.timers) timer.cancel();
  };
  const startEnding = (one: OpenPart, proof: Proof) => {
    one.ending = end(one, proof);
    options.unawaited(one.ending, 'settling a part');
  };
  /** imsg may name the row of the same words in another chat, which can be known only once that has come. */
  const isAnothers = ({ part, claim }: OpenPart) => {
    if (claim === null) return false;
    const chat = ownRows.get(claim.guid)?.chatGuid ?? null;
    return used.has(claim.guid) || (chat !== null && !isChatOf(part.target, chat));
  };
  const match = (chatGuid: ChatGuid, found: readonly OwnRow[] = []) => {
    const wanted = [...open.values()].filter((one) => isChatOf(one.part.target, chatGuid) && isSought(one));
    if (wanted.length === 0) return;
    for (const one of wanted) if (isAnothers(one)) one.claim = null;
    const above = Math.min(...wanted.map(({ part }) => part.maxRowid ?? 0));
    // The watch tells the words, which chat.db mostly does not, and that the files and whether it is a message at all.
    const worded = found.map((row): OwnRow => {
      const { text = null, nth, deed = row.deed } = ownRows.get(row.guid) ?? {};
      const told = { ...row, ...(deed && { deed }), ...(nth !== undefined && { nth }) };
      return { ...told, text: deed ? row.text : (text ?? row.text) };
    });
    const rows = new Map([...ownRows.of(chatGuid, above), ...worded].map((row) => [row.guid, row]));
    const unused = [...rows.values()].filter(({ guid }) => !used.has(guid));
    unused.sort((one, other) => one.rowid - other.rowid);
    for (const { part, row } of proofsOf(wanted, unused)) {
      const one = open.get(part.partId)!;
      use(row.guid);
      options.onFound(part, row);
      startEnding(one, row);
    }
  };
  return {
    add(part, untilMs, ownRows) {
      const unknown = { claim: null, isOnTheWire: true, detail: '', ending: null, ownRows };
      open.set(part.partId, { part, ...unknown, untilMs, timers: [] });
    },
    get: (partId) => open.get(partId),
    all: () => open.values(),
    delete: (partId) => open.delete(partId),
    isSought,
    match,
    seen(one) {
      startEnding(one, 'seen');
    },
    giveUp(one) {
      startEnding(one, null);
    },
    use,
    isUsed: (guid) => used.has(guid),
  };
}

/** What shows that it was done, before what its call said; where imsg has named the row, that says it. */
function provenBy(proof: OwnRow | 'seen', { claim, detail }: OpenPart): string {
  if (proof !== 'seen' && claim?.guid.toUpperCase() === proof.guid.toUpperCase()) return detail;
  const shown = proof === 'seen' ? 'it shows in the chat' : 'its own row is there';
  return detail === '' ? shown : `${shown}; ${detail}`;
}

function evidenceOf(proof: Proof): PartEvidence {
  if (proof === null) return { via: 'none' };
  return proof === 'seen' ? { via: 'look' } : { guid: proof.guid, rowid: proof.rowid, via: 'row' };
}
