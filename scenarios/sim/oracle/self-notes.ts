// What the owner writes in the chat with oneself: one row or two, an own one and a copy that comes in. Whichever comes first is
// the message (ECH-3); an own one that may be an answer of the gateway's is none (ruling-33).

import { isSelfChat } from './access.ts';
import type { Arrival } from './arrival.ts';
import { chatMeaning } from './chat-meaning.ts';
import { isSameAddress } from './handles.ts';
import type { Finding, History, WitnessedRow } from './history.ts';
import { countedByGuid, type Judgement } from './judged.ts';
import { type Certainty, partsOf } from './own-parts.ts';
import { noneOfOurs, orderOf } from './owners-words.ts';
import { isPreview } from './previews.ts';
import type { Settings } from './settings.ts';
import { isOwn } from './speech.ts';
import { isArchive, isOfAnAgent, isSilent, LINK_BALLOON, spokenWords, tellsOfEdit } from './words.ts';

/** How far the dates of the two rows of one note lie apart at most. */
const APART_MS = 2_000;
/** So long what nobody knows to have left may still be read as more or less than it said. */
const UNKNOWN_MS = 24 * 60 * 60_000;

const OWN_WORDS = { is: 'must not', reason: 'own words' } as const satisfies Judgement;
const MAY_BE_OURS = 'in the chat with oneself it may be an answer of the gateway';
const OTHER_ROW = 'the other row of a note to oneself';

/** Own rows from the very address that their chat is with, of which no program says that they left, as their copies would come in. */
export function withNotesRead(history: History): History {
  const left = new Set(history.departures.map(({ guid }) => guid));
  const rows = history.rows.map((row) => {
    if (left.has(row.guid) || !mayBeNote(row)) return row;
    const versions = row.versions.map((version) => ({ ...version, isFromMe: false }));
    return { ...row, sender: row.chatIdentifier, isNote: true as const, versions };
  });
  return { ...history, rows };
}

function mayBeNote(row: WitnessedRow): boolean {
  const { chatGuid, chatIdentifier, ownAddress, associatedType, itemType, balloonId } = row;
  if (!isOwn(row) || associatedType !== 0 || itemType !== 0) return false;
  if (balloonId !== null && balloonId !== LINK_BALLOON) return false;
  const isGroup = [chatGuid, chatIdentifier].some((name) => name?.includes(';+;'));
  return chatIdentifier !== null && !isGroup && isSameAddress(ownAddress, chatIdentifier);
}

interface Beside {
  readonly account: Settings;
  readonly history: History;
  readonly arrival: Arrival | null;
  /** The addresses of this Mac that its rows name. */
  readonly ownAddresses: ReadonlySet<string>;
}

/** What becomes of a row as a note of the owner's, where it would be heard as its copy. */
export function asNote(row: WitnessedRow, judgement: Judgement, beside: Beside): Judgement {
  if (!row.isNote || judgement.is === 'must not') return judgement;
  const { account, ownAddresses, arrival } = beside;
  if (!isSelfChat(row, account, ownAddresses)) return OWN_WORDS;
  const certainty = arrival === null ? 'unknown' : isOwners(row, arrival, beside);
  if (certainty === 'certain') return judgement;
  if (certainty === 'unknown') return unsure(judgement, MAY_BE_OURS);
  return { is: 'must not', reason: MAY_BE_OURS, ...(judgement.arrival && { arrival: judgement.arrival }) };
}

/** Whether it is the owner's, and nothing that the gateway could have sent. */
function isOwners(row: WitnessedRow, arrival: Arrival, { history }: Beside): Certainty {
  const [{ text }] = row.versions as [WitnessedRow['versions'][number]];
  if (isArchive(text) || isOfAnAgent(text) || tellsOfEdit(text)) return null;
  const isOurs = noneOfOurs(row, arrival, history);
  const isOneForm = row.versions.length === 1 && row.deletedAtMs === null;
  const isRead = !isSilent(text) && !text.includes('\uFFFD') && !isPreview(row);
  const isDated = row.dateMs !== null && !history.disturbances.some(({ what }) => what.includes('bad-dates'));
  if (isOurs === null || (isOneForm && isRead && isDated && !mayBeOfUnknown(row, history))) return isOurs;
  return 'unknown';
}

/** Whether a part that says as much and more, or less, may still leave for there, or the clock by which that is counted was wrong. */
function mayBeOfUnknown(row: WitnessedRow, history: History): boolean {
  const said = spokenWords(row.versions[0]!.text);
  const { inChat, saying } = partsOf(history);
  if (history.clockOffsets.length > 0 && saying.has(said)) return true;
  const parts = inChat.get(chatMeaning(row)) ?? [];
  return parts.some(
    ({ text, saidMs, fromMs }) =>
      saidMs >= UNKNOWN_MS &&
      Math.abs(row.insertedAtMs - fromMs) < 2 * UNKNOWN_MS &&
      (text === '' || text.includes(said) || said.includes(text)),
  );
}

interface JudgedByPairs {
  readonly judged: ReadonlyMap<WitnessedRow, Judgement>;
  /** Rows that stand for nothing, since another one does. */
  readonly seconds: ReadonlySet<WitnessedRow>;
}

/** Of the two rows of one note only the one that came first is a message. */
export function judgedByPairs(
  judged: ReadonlyMap<WitnessedRow, Judgement>,
  repeats: ReadonlySet<WitnessedRow>,
  arrivalFor: (row: WitnessedRow) => Arrival | null,
  history: History,
): JudgedByPairs {
  const result = new Map(judged);
  const seconds = new Set<WitnessedRow>();
  const rows = [...judged.keys()].filter((row) => !repeats.has(row));
  for (const note of rows) {
    const others =
      note.isNote && isHeard(judged.get(note)!) ? rows.filter((row) => isOtherRow(note, row)) : [];
    if (others.length === 0) continue;
    const copies = others.filter((row) => !row.isNote);
    if (copies.length === 0) continue;
    const order = others.length === 1 ? orderIn(note, copies[0]!, arrivalFor, history) : null;
    const pair = order ?? [note, ...others];
    const said = pair.map((row) => judged.get(row)!);
    if (order === null) {
      for (const row of pair) result.set(row, unsure(judged.get(row)!, OTHER_ROW));
      continue;
    }
    const second = order[1]!;
    seconds.add(second);
    result.set(second, said[0]!.is === 'must' ? silenced(said[1]!) : unsure(said[1]!, OTHER_ROW));
  }
  return { judged: result, seconds };
}

/** Whatever came first, the two rows of one note are not both answered. */
export function noteFindings(rows: ReadonlyMap<WitnessedRow, Judgement>, history: History): Finding[] {
  const handedOver = new Set(history.calls.flatMap(({ messageGuids }) => messageGuids));
  const isAnswered = ({ guid, dateMs, versions }: WitnessedRow) =>
    handedOver.has(guid) && dateMs !== null && versions.length === 1;
  const all = [...countedByGuid(rows).values()];
  return all.flatMap((note): Finding[] => {
    const others = note.isNote && isAnswered(note) ? all.filter((row) => isOtherRow(note, row)) : [];
    const [copy] = others;
    if (copy === undefined || others.length > 1 || copy.isNote || !isAnswered(copy)) return [];
    const text = `the rows ${note.rowid} and ${copy.rowid} of one note to oneself are both answered`;
    return [{ clause: 'once', text, row: copy }];
  });
}

/** Whether it stands for the note: one that may be ours is as if it were not there, and its copy is the message. */
function isHeard(judgement: Judgement): boolean {
  return judgement.is !== 'must not' || ![OWN_WORDS.reason, MAY_BE_OURS].includes(judgement.reason);
}

/** Whether two rows may be of the same note, or of two that say the same. */
function isOtherRow(note: WitnessedRow, row: WitnessedRow): boolean {
  if (row === note || chatMeaning(row) !== chatMeaning(note) || isOwn(row)) return false;
  if (!isSameAddress(row.sender, note.sender)) return false;
  const said = spokenWords(note.versions[0]!.text);
  if (said === '' || !row.versions.some(({ text }) => spokenWords(text) === said)) return false;
  return note.dateMs === null || row.dateMs === null || Math.abs(note.dateMs - row.dateMs) <= APART_MS;
}

/** In the order in which the gateway decided about them; null = nobody can say. */
function orderIn(
  note: WitnessedRow,
  copy: WitnessedRow,
  arrivalFor: (row: WitnessedRow) => Arrival | null,
  history: History,
): readonly [WitnessedRow, WitnessedRow] | null {
  const [one, other] = [arrivalFor(note), arrivalFor(copy)];
  if (one === null || other === null || note.dateMs === null || copy.dateMs === null) return null;
  if (one.cameAgain !== false || other.cameAgain !== false) return null;
  const isFirst = orderOf(note, one, copy, other, history);
  if (isFirst === 'certain') return [note, copy];
  return isFirst === null && orderOf(copy, other, note, one, history) === 'certain' ? [copy, note] : null;
}

function silenced({ arrival }: Judgement): Judgement {
  return { is: 'must not', reason: OTHER_ROW, ...(arrival && { arrival }) };
}

/** What must not be answered stays so. */
function unsure(judgement: Judgement, reason: string): Judgement {
  const { arrival } = judgement;
  return judgement.is === 'must' ? { is: 'either', reason, ...(arrival && { arrival }) } : judgement;
}
