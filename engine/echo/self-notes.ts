// Notes to oneself: which own rows are messages, and which of the two rows of one note is the second (ECH-3).

import type { Message } from '../message/message.ts';
import { readsAs } from '../message/read-back.ts';
import { isToItsOwnAddress, saysNote } from '../message/self-note.ts';
import { comparableText } from '../message/text.ts';
import { echo } from './echo.ts';
import { isOpenIn, mayBeMisread, mayHaveSaid, mayShowLink, type OwnSends } from './own-sends.ts';

/** How far the dates of the two rows of a note lie apart at most. */
const APART_MS = 2_000;
/** How far apart they are seen at most, where one has no date. */
const SEEN_APART_MS = 10_000;

/** A row of a note. */
export interface NoteRow {
  /** Identity within the source. */
  readonly eventId: string;
  /** The chat with oneself, whatever service it is over. */
  readonly conversation: string;
  /** Whether it is the own row of the two. */
  readonly isOwnRow: boolean;
  /** As they are compared: what it says, or the names of its files where it says nothing. */
  readonly words: string;
  readonly sentAtMs: number | null;
  readonly arrivedAtMs: number;
}

/** A row that was taken for a message. */
export interface SelfNote extends NoteRow {
  /** The other row of the same note: its event id; null = none has come. */
  readonly twin: string | null;
}

/** By the event ids of their first rows, the oldest first. */
export type SelfNotes = ReadonlyMap<string, SelfNote>;

/** What two rows of one note have in common. */
export function wordsOfNote({ text, attachments }: Pick<Message, 'text' | 'attachments'>): string {
  return comparableText(text) || attachments.map(({ name }) => name).join('\n');
}

/**
 * Whether an own row in the chat with oneself is what its owner wrote, and none of ours: nothing of the gateway's is on its way
 * there, nothing that left lately says the same, and nothing that may still leave could be read so (ruling-33). Where it may
 * be ours it is not answered: the gateway never answers itself.
 */
export function isNoteOfOwner(message: Message, own: OwnSends, arrivedAtMs: number): boolean {
  const { chatGuid } = message;
  if (chatGuid === null || !isToItsOwnAddress(message) || isOpenIn(own, chatGuid)) return false;
  if (echo(message, own, arrivedAtMs) !== 'from_me') return false;
  return mayBeNoteOfOwner(message, own, arrivedAtMs) && !mayBeMisread(own, chatGuid, message, arrivedAtMs);
}

/** The same as far as it can be told without the chat. */
export function mayBeNoteOfOwner(message: Message, own: OwnSends, arrivedAtMs: number): boolean {
  if (!saysNote(message) || mayHaveSaid(own, message, arrivedAtMs)) return false;
  return !mayShowLink(own, message, arrivedAtMs);
}

/** The note of which a row is the second one: its first row's event id; null = it is none's. Each note has one. */
export function firstRowOf(row: NoteRow, notes: Iterable<SelfNote>): string | null {
  let nearest: SelfNote | null = null;
  for (const note of notes) {
    // The same row, told again.
    if (note.twin === row.eventId) return note.eventId;
    if (note.twin === null && isOfOneNote(note, row) && isNearer(note, nearest, row)) nearest = note;
  }
  return nearest?.eventId ?? null;
}

function isOfOneNote(one: NoteRow, other: NoteRow): boolean {
  if (one.isOwnRow === other.isOwnRow || one.conversation !== other.conversation) return false;
  if (one.words === '' || other.words === '') return false;
  if (!readsAs(one.words, other.words) && !readsAs(other.words, one.words)) return false;
  return one.sentAtMs !== null && other.sentAtMs !== null
    ? Math.abs(one.sentAtMs - other.sentAtMs) <= APART_MS
    : Math.abs(one.arrivedAtMs - other.arrivedAtMs) <= SEEN_APART_MS;
}

function isNearer(one: SelfNote, other: SelfNote | null, row: NoteRow): boolean {
  return other === null || apartMs(one, row) < apartMs(other, row);
}

const apartMs = (one: NoteRow, other: NoteRow) =>
  one.sentAtMs !== null && other.sentAtMs !== null
    ? Math.abs(one.sentAtMs - other.sentAtMs)
    : Math.abs(one.arrivedAtMs - other.arrivedAtMs);
