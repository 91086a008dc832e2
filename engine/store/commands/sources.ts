// Databases of Messages, by identity, and how far each has been read.

import type { MessageGuid, Rowid } from '../../message/ids.ts';
import type { AccessOf } from './access.ts';

export interface SourceState {
  readonly sourceId: string;
  /** What was known of the database's identity when it was last seen. */
  readonly fileKey: string | null;
  /** Highest rowid in the journal; null before the first row or boundary. */
  readonly journalledTo: number | null;
  /** Every row at or below has its fate. Never goes back. */
  readonly settledTo: number | null;
  /** Whether a balloon id ever came from here, which proves that the build reports them (ruling-5). */
  readonly balloonSeen: boolean;
  /** Whether the build that read it last marks link previews (ruling-5). */
  readonly previewsMarked: boolean;
  /**
   * Rowid and GUID pairs: the proof that a file is still the same database. Those journalled last, newest first and at
   * most 8, then those of the first look at it.
   */
  readonly marks: readonly Mark[];
  /** What was there at the first look; null = nobody could look. */
  readonly beginning: Beginning | null;
  /** When it was last known to be there, in milliseconds since the Unix epoch. */
  readonly lookedAtMs: number;
  /** Whether the store knew none before it. */
  readonly isFirst: boolean;
}

export interface Mark {
  readonly rowid: Rowid;
  readonly guid: MessageGuid;
}

export interface Beginning {
  /** The highest rowid. */
  readonly toRowid: number;
  /** Where it took the place of another: what is dated before is history (ruling-28). Null = it was the first. */
  readonly beforeMs: number | null;
  /** When that was, in milliseconds since the Unix epoch. */
  readonly atMs: number;
}

/** Each with its input and its result. */
export interface SourceCommands {
  /** Sources whose locator or file key matches, for the engine to compare by their marks. */
  findSources: { in: { locator: string; fileKey: string | null }; out: readonly SourceState[] };
  /** Where messages with these GUIDs stood when they were journalled, in the order asked; null = none was. */
  rowidsOf: { in: { sourceId: string; guids: readonly MessageGuid[] }; out: readonly (Rowid | null)[] };
  /** Adds a source. Idempotent by `sourceId`. */
  createSource: {
    in: { sourceId: string; locator: string; fileKey: string | null; createdAtMs: number };
    out: SourceState;
  };
  /** Remembers where the source was last found, and when. */
  moveSource: {
    in: { sourceId: string; locator: string; fileKey: string | null; atMs: number };
    out: undefined;
  };
  /** Keeps what the first look at a source has found, and lifts its cursors to `rowid`. Later ones change nothing. */
  beginSource: {
    in: { sourceId: string; marks: readonly Mark[]; beginning: Beginning; rowid: number };
    out: SourceState;
  };
  /** Sets `balloonSeen` for good. */
  markBalloonSeen: { in: { sourceId: string }; out: undefined };
  /** Remembers whether the build that reads it marks link previews. */
  notePreviews: { in: { sourceId: string; areMarked: boolean }; out: undefined };
  /**
   * Lifts `journalledTo` to at least `rowid`, and `settledTo` as far as no row is pending below; never lowers
   * either. For skipped spans.
   */
  advanceCursors: { in: { sourceId: string; rowid: number }; out: SourceState };
}

export const SOURCE_COMMANDS = {
  findSources: 'read',
  rowidsOf: 'read',
  createSource: 'write',
  moveSource: 'write',
  beginSource: 'write',
  markBalloonSeen: 'write',
  notePreviews: 'write',
  advanceCursors: 'write',
} as const satisfies AccessOf<SourceCommands>;
