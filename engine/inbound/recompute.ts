// Decides a row of the journal again, by the same stages: from what is kept of it, and from what was known when it was
// decided. That this comes to what was recorded is proven for every row of every simulated run.

import { isNoteOfOwner } from '../echo/self-notes.ts';
import { type Fate, keepsBody, REASONS, type Reason } from '../fates.ts';
import { normalizeHandle } from '../message/identity/handles.ts';
import { wireHandle } from '../message/identity/wire-handle.ts';
import type { Arrival, Message } from '../message/message.ts';
import { journalledPayload, normalize } from '../message/normalize.ts';
import { asNote } from '../message/self-note.ts';
import type { Envelope, VerdictFacts } from '../store/commands/journal.ts';
import type { JournalledRow, JournalledVerdict } from '../store/commands/rows.ts';
import { accessOf } from './access.ts';
import { noClockWitnesses } from './clock-witnesses.ts';
import { decide } from './decide.ts';
import type { Consequence } from './decision.ts';
import { echoesSoFar } from './echoes-so-far.ts';
import { ageOf, saidAtMs } from './fence.ts';
import { notesSoFar } from './notes-so-far.ts';
import { ownersWordsSoFar } from './owners-words-so-far.ts';
import { type Asked, passStages } from './pass-stages.ts';
import { promptsSoFar } from './prompts-so-far.ts';
import { type Beside, recordedSnapshot } from './recorded.ts';
import { spentSoFar } from './spent-so-far.ts';
import type { Subject } from './stages/stage.ts';
import { STAGES } from './stages/stages.ts';

/** Why a row cannot be decided again, so that what is recorded is all there is. */
export type Undecidable =
  /** What became of it was settled by another row. */
  | 'follows another row'
  /** It never came, or could not be understood and was not kept. */
  | 'nothing is kept'
  /** Its time is over. */
  | 'kept no longer';

export interface Recomputed extends Reason {
  /** Null = it would wait to become part of a turn. */
  readonly fate: Fate | null;
  /** What each stage said, in their order. */
  readonly asked: readonly Asked[];
  /** Null where it could not be understood. */
  readonly subject: Subject | null;
  readonly consequences: readonly Consequence[];
  /** Whether stages that go by what was said were not asked, since that is not kept. */
  readonly isByEnvelope: boolean;
}

/** Codes of rows whose verdict rests on another one. */
const FOLLOWING: ReadonlySet<string> = new Set(['folded', 'told_again']);
/** Without what was said. */
const WORDLESS = STAGES.filter(({ readsWords }) => !readsWords);

/** Decides a row again for the account of the verdict. */
export function recompute(
  row: JournalledRow,
  verdict: Pick<JournalledVerdict, 'code' | 'facts'>,
  beside: Beside,
): Recomputed | Undecidable {
  if (FOLLOWING.has(verdict.code)) return 'follows another row';
  const kept = keptOf(row, verdict.code);
  if (typeof kept === 'string') return kept;
  try {
    return decideAgain(row, kept, verdict, beside);
  } catch {
    // As it is where rows are decided: one that breaks a stage takes nothing with it.
    return { code: 'undecidable', ...MALFORMED };
  }
}

const MALFORMED = {
  fate: 'malformed',
  asked: [],
  subject: null,
  consequences: [],
  isByEnvelope: false,
} as const;

function decideAgain(
  row: JournalledRow,
  kept: Kept,
  verdict: Pick<JournalledVerdict, 'facts'>,
  beside: Beside,
): Recomputed {
  const facts = verdict.facts ?? {};
  const normalized = normalize(
    kept.payload,
    addressesOf(kept.payload, facts, beside),
    facts.kind ?? null,
    beside.policy.wireRegion,
  );
  if (!normalized.ok) return malformed(row, kept.payload, beside);
  const { policy } = beside;
  const { message: whole } = normalized;
  const told = policy.includeAttachments ? whole : { ...whole, attachments: [] };
  const { eventId, arrivedAtMs } = row;
  const snapshot = recordedSnapshot({ message: told, eventId, arrivedAtMs, facts }, beside);
  const message = isNoteOfOwner(told, snapshot.own, arrivedAtMs) ? asNote(told) : told;
  const cameAtMs = arrivedAtMs + (facts.clockOffsetMs ?? 0);
  const subject: Subject = {
    message,
    eventId,
    isOwnRow: told.isFromMe,
    arrivedAtMs,
    cameAtMs,
    atMs: saidAtMs(message, cameAtMs),
    age: ageOf(message, cameAtMs, snapshot.fence),
    access: accessOf(message, snapshot, snapshot.chats!),
    category:
      facts.filtered === undefined ? null : { filtered: facts.filtered, isSpam: facts.isSpam ?? false },
    isLatePreview: facts.isLatePreview ?? false,
    chats: snapshot.chats!,
    ownersWords: ownersWordsSoFar(snapshot.ownersWords),
    notes: notesSoFar(snapshot.notes),
    echoes: echoesSoFar(snapshot.echoes),
    prompts: promptsSoFar(snapshot.prompts),
    spent: spentSoFar(snapshot.spent),
    // Those that counted are recorded.
    ownGuids: new Set(),
    ownAddresses: knownAs(message, facts, snapshot.ownAddresses),
  };
  const asked: Asked[] = [];
  const stages = kept.areWordsKnown ? STAGES : WORDLESS;
  const { reason, consequences } = passStages(subject, snapshot, stages, asked);
  const isByEnvelope = !kept.areWordsKnown && asked.length === WORDLESS.length && reason.code === 'admitted';
  return { ...reason, fate: REASONS[reason.code].fate, asked, subject, consequences, isByEnvelope };
}

/** Whether it is what was recorded; of a row that waited then, that it waits. */
export function isAsRecorded(again: Recomputed, { code, detail }: Required<Reason>): boolean {
  if (REASONS[code].stage === 'turn') return again.fate === null;
  return again.code === code && (again.detail ?? '') === detail;
}

/** What is kept of a row as its payload; null = nothing. */
export function keptPayload(row: JournalledRow): unknown {
  const kept = keptOf(row, 'admitted');
  return typeof kept === 'string' ? null : kept.payload;
}

interface Kept {
  readonly payload: unknown;
  readonly areWordsKnown: boolean;
}

function keptOf({ raw, envelope, isFromMe, rowid, guid, chatGuid }: JournalledRow, code: string) {
  if (raw !== null) return { payload: journalledPayload(raw), areWordsKnown: true };
  if (envelope !== null) return unfolded(envelope);
  const { stage, fate } = REASONS[code as Reason['code']];
  // Whatever else such a row says, the owner wrote it; of one that is said to somebody more was kept, and counted.
  if (isFromMe && !keepsBody(fate))
    return {
      payload: { id: rowid, guid, chat_guid: chatGuid ?? '', is_from_me: true, text: '' },
      areWordsKnown: true,
    };
  return stage === 'normalize' || code === 'no_chat' ? 'nothing is kept' : 'kept no longer';
}

function unfolded(envelope: Envelope): Kept {
  const { text } = envelope;
  return { payload: { ...envelope, text: text ?? '' }, areWordsKnown: text !== undefined };
}

/** As known then: what the lists have, and what was known besides of just this row's chat. */
function addressesOf(payload: unknown, { isWithOneself }: VerdictFacts, { ownAddresses, policy }: Beside) {
  const listed = { handles: ownAddresses.handles, areListed: true, learn() {} };
  if (!isWithOneself) return listed;
  const { chat_identifier: identifier, chat_guid: guid } = payload as {
    readonly chat_identifier?: unknown;
    readonly chat_guid?: unknown;
  };
  const partner =
    typeof identifier === 'string' && identifier !== ''
      ? identifier
      : String(guid).slice(String(guid).lastIndexOf(';') + 1);
  const handle = wireHandle(partner, policy.wireRegion ?? null);
  return handle === null ? listed : { ...listed, handles: new Set([...listed.handles, handle]) };
}

function knownAs(
  { sender }: Message,
  { isOwnAddress }: VerdictFacts,
  listed: Beside['ownAddresses'],
): Subject['ownAddresses'] {
  const handle = isOwnAddress ? normalizeHandle(sender) : null;
  return handle === null ? listed : { ...listed, handles: new Set([...listed.handles, handle]) };
}

/** What no message is made of is decided by itself alone. */
function malformed(row: JournalledRow, payload: unknown, { policy, ownAddresses }: Beside): Recomputed {
  const arrival: Arrival = { raw: row.raw!, payload, arrivedAtMs: row.arrivedAtMs };
  const fence = { boundary: null, hasCursor: false, recoveryWindowMs: 0 };
  const own = {
    guids: new Set<string>(),
    onTheWay: new Map(),
    open: new Map(),
    ended: [],
    deeds: new Map(),
    forgottenToMs: null,
  };
  const [decision] = decide([arrival], { ...policy, ownAddresses, fence, own, clocks: noClockWitnesses() });
  const { code, detail } = decision!;
  return { code, ...(detail !== undefined && { detail }), ...MALFORMED };
}
