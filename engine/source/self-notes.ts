// What was taken for a message in the chat with oneself: the other row of a note is no message (ECH-3).

import { type SelfNote, type SelfNotes, wordsOfNote } from '../echo/self-notes.ts';
import type { Decided } from '../inbound/decision.ts';
import { noteAfter } from '../inbound/notes-so-far.ts';
import { chatMeaning } from '../message/chat-meaning.ts';
import { parseJournalled } from '../message/normalize.ts';
import type { JournalledRow, JournalledVerdict } from '../store/commands/rows.ts';
import type { Store } from '../store/store.ts';

/** Notes remembered at most; the oldest goes first. */
const NOTES_MAX = 512;
/** Of the journal, looked through at a start. */
const ROWS_MAX = 10_000;

interface SelfNoteMemory {
  readonly notes: SelfNotes;
  /** Takes up what an earlier run has journalled, until that has worked once. What came before `sinceMs` is too old to be answered. */
  load(store: Pick<Store, 'selfNotes'>, sourceIds: readonly string[], sinceMs: number): Promise<void>;
  /** Rows are durable. */
  learn(decided: readonly Decided[]): void;
}

export function createSelfNoteMemory(): SelfNoteMemory {
  const notes = new Map<string, SelfNote>();
  let isLoaded = false;
  const put = (note: SelfNote) => {
    notes.set(note.eventId, note);
    if (notes.size > NOTES_MAX) notes.delete(notes.keys().next().value!);
  };
  return {
    notes,
    async load(store, sourceIds, sinceMs) {
      if (isLoaded) return;
      const rows = await store.selfNotes({ sourceIds, sinceMs, rowsMax: ROWS_MAX });
      isLoaded = true;
      for (const row of rows) takeUp(row, notes, put);
    },
    learn(decided) {
      for (const { isNew, consequences } of decided) {
        if (!isNew) continue;
        for (const consequence of consequences) {
          const note = noteAfter(consequence, (eventId) => notes.get(eventId));
          if (note !== null) put(note);
        }
      }
    },
  };
}

/** Rows of which the words are not kept were turned away, as their other rows will be. */
function takeUp(row: JournalledRow, notes: SelfNotes, put: (note: SelfNote) => void): void {
  for (const { facts } of row.verdicts) {
    const first = facts?.twinOf === undefined ? undefined : notes.get(facts.twinOf);
    if (first) put({ ...first, twin: row.eventId });
    const note = facts?.note && noteIn(row, facts);
    if (note) put(note);
  }
}

function noteIn(
  { raw, eventId, arrivedAtMs }: JournalledRow,
  { note, kind }: NonNullable<JournalledVerdict['facts']>,
): SelfNote | null {
  if (raw === null) return null;
  const message = parseJournalled(raw, kind ?? null, null);
  const conversation = chatMeaning(message);
  if (conversation === null) return null;
  const { sentAtMs } = message;
  const words = wordsOfNote(message);
  return { eventId, conversation, isOwnRow: note === 'own', words, sentAtMs, arrivedAtMs, twin: null };
}
