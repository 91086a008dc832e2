import { type Noted, type RecordEntry, type Recorder, recordEntry } from '../device/record.ts';

/** Entries kept at most: a record of everything that a long simulation does would fill the memory. */
const ENTRIES_MAX = 20_000;

/** The record of a Mac in memory: its latest entries. */
export function createMemoryRecord(): Recorder {
  let kept: { atMs: number; pid: number; noted: Noted }[] = [];
  let dropped = 0;
  return {
    note(atMs, pid, noted) {
      kept.push({ atMs, pid, noted });
      if (kept.length < 2 * ENTRIES_MAX) return;
      kept = kept.slice(-ENTRIES_MAX);
      dropped += ENTRIES_MAX;
    },
    entries: (from = 0) =>
      kept
        .slice(Math.max(0, from - dropped, kept.length - ENTRIES_MAX))
        .map(({ atMs, pid, noted }): RecordEntry => recordEntry(atMs, pid, noted)),
    mark: () => dropped + kept.length,
    flush() {},
  };
}
