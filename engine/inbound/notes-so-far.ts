import { firstRowOf, type NoteRow, type SelfNote, type SelfNotes } from '../echo/self-notes.ts';
import type { Consequence } from './decision.ts';

/** What was taken for a message in the chat with oneself, before a batch and in its rows so far. */
export interface NotesSoFar {
  /** The note of which a row is the second one, by its event id; null = it is none's. */
  firstRowOf(row: NoteRow): string | null;
  learn(consequences: readonly Consequence[]): void;
}

export function notesSoFar(before: SelfNotes | undefined): NotesSoFar {
  const learnt = new Map<string, SelfNote>();
  const noteOf = (eventId: string) => learnt.get(eventId) ?? before?.get(eventId);
  return {
    firstRowOf(row) {
      const known = [...(before?.values() ?? [])].filter(({ eventId }) => !learnt.has(eventId));
      return firstRowOf(row, [...known, ...learnt.values()]);
    },
    learn(consequences) {
      for (const one of consequences) {
        const note = noteAfter(one, noteOf);
        if (note !== null) learnt.set(note.eventId, note);
      }
    },
  };
}

/** What is known of a note once a row has been decided; null = as before. A row that is told again changes nothing. */
export function noteAfter(
  consequence: Consequence,
  noteOf: (eventId: string) => SelfNote | undefined,
): SelfNote | null {
  if (consequence.kind === 'note') {
    const { note } = consequence;
    return noteOf(note.eventId) === undefined ? { ...note, twin: null } : null;
  }
  if (consequence.kind !== 'twin') return null;
  const note = noteOf(consequence.of);
  return note === undefined ? null : { ...note, twin: consequence.eventId };
}
