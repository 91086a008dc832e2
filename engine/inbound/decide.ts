// The decision for a batch of rows: normalize, claim, and then stage by stage. Pure: what it needs to know comes in as
// a snapshot, what it decides goes out as data, and one commit makes it durable.

import { mayBeOwnersWord } from '../echo/owners-word.ts';
import { isNoteOfOwner, mayBeNoteOfOwner } from '../echo/self-notes.ts';
import { keepsBody, REASONS, type Reason } from '../fates.ts';
import { clean } from '../log-text.ts';
import { copyOf, type OwnAddresses } from '../message/authorship.ts';
import { isInChat } from '../message/chat-meaning.ts';
import { normalizeHandle } from '../message/identity/handles.ts';
import type { Arrival, Message } from '../message/message.ts';
import { normalize } from '../message/normalize.ts';
import { asOwner } from '../message/owner.ts';
import { isPreview } from '../message/preview.ts';
import { asNote, mayBeToOneself } from '../message/self-note.ts';
import type { Writable } from '../message/writable.ts';
import type { RowInput } from '../store/commands/journal.ts';
import { accessOf } from './access.ts';
import { type ChatsSoFar, chatsSoFar } from './chats-so-far.ts';
import { eventId } from './claim.ts';
import { besides, type ClockWitnesses, clockOffsetFor } from './clock-witnesses.ts';
import { contentKey } from './content.ts';
import { type ContentsSoFar, contentsSoFar } from './contents-so-far.ts';
import type { Decision } from './decision.ts';
import { type EchoesSoFar, echoesSoFar } from './echoes-so-far.ts';
import { envelopeOf } from './envelope.ts';
import { createFacts, type Facts } from './facts.ts';
import { ageOf, saidAtMs } from './fence.ts';
import { type NotesSoFar, notesSoFar } from './notes-so-far.ts';
import { type OwnersWordsSoFar, ownersWordsSoFar } from './owners-words-so-far.ts';
import { passStages } from './pass-stages.ts';
import { type PromptsSoFar, promptsSoFar } from './prompts-so-far.ts';
import { learnClock, sightingOf } from './sighting.ts';
import type { KnownChats, Snapshot } from './snapshot.ts';
import { type SpentSoFar, spentSoFar } from './spent-so-far.ts';
import type { Subject } from './stages/stage.ts';
import { isBeforeFence } from './stages/stages.ts';
import { createVerdicts, type Verdicts } from './verdicts.ts';
import { decideFolded, decideLost, decideMalformed } from './without-message.ts';

/** What the keys of imsg look like. */
const NAME = /^[A-Za-z_]\w{0,39}$/;
/** All that is kept of the keys of a malformed row. */
const KEYS_LENGTH_MAX = 1_000;

/** What earlier rows of a batch have led to, for those behind them. */
interface SoFar {
  readonly ownAddresses: OwnAddresses;
  readonly clocks: ClockWitnesses;
  readonly chats: ChatsSoFar;
  readonly ownersWords: OwnersWordsSoFar;
  readonly notes: NotesSoFar;
  readonly echoes: EchoesSoFar;
  readonly prompts: PromptsSoFar;
  readonly spent: SpentSoFar;
  readonly contents: ContentsSoFar;
  readonly ownGuids: Set<string>;
  readonly facts: Facts;
  readonly verdicts: Verdicts;
}

/** Decides rows in their order, all for one account. */
export function decide(batch: readonly Arrival[], snapshot: Snapshot): Decision[] {
  return decideEach(batch, snapshot, () => snapshot);
}

/** Decides rows of one database in their order, each by the snapshot of the account that it goes to. */
export function decideEach(
  batch: readonly Arrival[],
  known: Pick<
    Snapshot,
    'ownAddresses' | 'clocks' | 'chats' | 'ownersWords' | 'notes' | 'echoes' | 'prompts' | 'spent'
  >,
  snapshotOf: (arrival: Arrival) => Snapshot,
): Decision[] {
  const soFar = {
    ownAddresses: copyOf(known.ownAddresses),
    clocks: besides(known.clocks),
    chats: chatsSoFar(known.chats),
    ownersWords: ownersWordsSoFar(known.ownersWords),
    notes: notesSoFar(known.notes),
    echoes: echoesSoFar(known.echoes),
    prompts: promptsSoFar(known.prompts),
    spent: spentSoFar(known.spent),
    contents: contentsSoFar(),
    ownGuids: new Set<string>(),
    facts: createFacts(),
    verdicts: createVerdicts(),
  };
  const decisions: Decision[] = [];
  for (const arrival of batch) {
    const snapshot = snapshotOf(arrival);
    // A barrier: a row that cannot be decided takes no other with it.
    try {
      decideRow(arrival, snapshot, soFar, decisions);
    } catch {
      decisions.push(decideMalformed(arrival, { code: 'undecidable' }, snapshot));
    }
  }
  return decisions;
}

/** Adds what becomes of a row, and of those that are folded into it, to the decisions. */
function decideRow(arrival: Arrival, snapshot: Snapshot, soFar: SoFar, decisions: Decision[]): void {
  const { ownAddresses, chats, ownersWords, notes, echoes, prompts, spent, contents, ownGuids } = soFar;
  if (arrival.lost) return void decisions.push(decideLost(arrival.lost, arrival, snapshot));
  const normalized = normalize(arrival.payload, ownAddresses, arrival.kind, snapshot.wireRegion);
  if (!normalized.ok) {
    const { field, keys } = normalized;
    // Keys are foreign text, and a reason stands in logs, reports and the journal: what is no name is not shown.
    const names = keys.map((key) => (NAME.test(key) ? key : '…')).join(',');
    const detail = `${field} (keys=${clean(names, KEYS_LENGTH_MAX)})`;
    return void decisions.push(decideMalformed(arrival, { code: 'bad_field', detail }, snapshot));
  }
  const keepsFiles = snapshot.includeAttachments || normalized.message.attachments.length === 0;
  const message = keepsFiles ? normalized.message : { ...normalized.message, attachments: [] };
  if (message.ownAddress !== null) ownAddresses.learn(message.ownAddress);
  const decision = judge(message, arrival, snapshot, soFar);
  chats.learn(decision.consequences);
  ownersWords.learn(decision.consequences);
  notes.learn(decision.consequences);
  echoes.learn(decision.consequences);
  prompts.learn(decision);
  // What is told again counts once; where nobody counts, it need not be known.
  if (snapshot.budget && !contents.areToldAgain(decision.row)) spent.learn(decision.consequences);
  if (decision.code === 'own_send' && message.guid !== null) ownGuids.add(message.guid.toUpperCase());
  decisions.push(decision);
  if (message.foldedGuids.length > 0) decisions.push(...decideFolded(arrival, message, decision, snapshot));
}

/** Asks the stages one after the other; whom none of them stops is admitted. */
function judge(
  told: Message,
  arrival: Arrival,
  snapshot: Snapshot,
  {
    clocks,
    chats,
    ownersWords,
    notes,
    echoes,
    prompts,
    spent,
    ownGuids,
    ownAddresses,
    facts: { factsOf },
    verdicts,
  }: Omit<SoFar, 'chats'> & { readonly chats: KnownChats },
): Decision {
  const { arrivedAtMs, again } = arrival;
  const message = isNoteOfOwner(told, snapshot.own, arrivedAtMs) ? asNote(told) : told;
  const access = accessOf(message, snapshot, chats);
  const sighting = sightingOf(message, arrival, snapshot, access);
  // A witness for itself, too: the third that agrees is answered.
  learnClock(clocks, message, sighting);
  const clockOffsetMs = clockOffsetFor(clocks, sighting?.sender ?? writerOf(message));
  const cameAtMs = arrivedAtMs + clockOffsetMs;
  const age = ageOf(message, cameAtMs, snapshot.fence);
  const isLatePreview = again !== undefined && (again.isPreview ?? isPreview(message));
  const subject: Subject = {
    message,
    eventId: eventId(told),
    isOwnRow: told.isFromMe,
    arrivedAtMs,
    cameAtMs,
    atMs: saidAtMs(message, cameAtMs),
    age,
    access,
    category: arrival.category ?? null,
    isLatePreview,
    chats,
    ownersWords,
    notes,
    echoes,
    prompts,
    spent,
    ownGuids,
    ownAddresses,
  };
  const { reason, consequences, facts: found } = passStages(subject, snapshot);
  const { fate, stage } = REASONS[reason.code];
  const isAged = !isBeforeFence(stage);
  const facts = factsOf(subject, { isAged, clockOffsetMs, kind: arrival.kind, found }, snapshot);
  const { rowid, guid, chatGuid, isFromMe } = message;
  const keeps = keepsBody(fate);
  const raw = keeps ? arrival.raw : null;
  const envelope = keeps ? undefined : envelopeOf(message, arrival.payload);
  const { contentSecret } = snapshot;
  const isSaid = fate === null || fate === 'command' || fate === 'approval';
  const isHeard = isSaid || consequences.some(({ kind }) => kind === 'window' || kind === 'notice');
  const content =
    isHeard && contentSecret !== undefined ? contentKey(message, arrival.payload, contentSecret) : null;
  const row: Writable<RowInput> = {
    eventId: subject.eventId,
    rowid,
    guid,
    chatGuid,
    isFromMe,
    raw,
    arrivedAtMs,
    verdicts: verdicts.of(snapshot.accountId, fate, reason, facts),
  };
  if (envelope !== undefined) row.envelope = envelope;
  if (content !== null) row.content = content;
  const isReplay = isAged && age.isReplay;
  const by = fate === null && isFromMe ? asOwner(message) : message;
  const { code, detail } = reason;
  const decided: Writable<Decision> = { row, message: by, fate, code, isReplay, consequences, sighting };
  if (detail !== undefined) decided.detail = detail;
  if (!again?.isLast && isDecidedByChat(reason, subject, snapshot)) decided.waitsForChat = true;
  return decided;
}

/** Whether it would be decided otherwise in a chat, which may come later than the row. */
function isDecidedByChat(
  { code }: Reason,
  { message, arrivedAtMs }: Pick<Subject, 'message' | 'arrivedAtMs'>,
  { own, ownersWords, hearsOwner = false }: Snapshot,
): boolean {
  if (code === 'missing_sender') return mayBeWithOneself(message);
  if (code !== 'from_me') return code === 'no_chat';
  if (mayBeToOneself(message) && mayBeNoteOfOwner(message, own, arrivedAtMs)) return true;
  const isHeard = hearsOwner || ownersWords !== undefined;
  return isHeard && !isInChat(message) && mayBeOwnersWord(message, own, arrivedAtMs);
}

/** Of an own row the wire may name the other party. */
function writerOf({ sender, isFromMe }: Message) {
  return isFromMe ? null : normalizeHandle(sender);
}

/** Who wrote a row whose sender is the line it reached is known with its chat, which may be the one with oneself. */
function mayBeWithOneself({ ownAddress, chatGuid, chatIdentifier, isGroup }: Message): boolean {
  return ownAddress !== null && chatGuid === null && chatIdentifier === null && !isGroup;
}
