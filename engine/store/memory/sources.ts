import type { ChatGuid, MessageGuid, Rowid } from '../../message/ids.ts';
import type { EntryMeaning, KnownChat } from '../commands/chats.ts';
import type { Hole } from '../commands/holes.ts';
import type { Envelope } from '../commands/journal.ts';
import type { Beginning, Mark, SourceCommands, SourceState } from '../commands/sources.ts';
import type { Handlers } from '../handlers.ts';
import { allMarks, eventIdOf, highest, MARKS_MAX, settledCursor, unknownSource } from '../rules.ts';
import type { BodyPlace } from './bodies.ts';
import { type Contents, createContents } from './contents.ts';
import { createPendingRowids, type PendingRowids } from './pending-rowids.ts';
import type { MemoryVerdict } from './verdicts.ts';

export interface MemoryRow extends BodyPlace {
  readonly seq: number;
  readonly eventId: string;
  readonly rowid: Rowid | null;
  readonly guid: MessageGuid | null;
  readonly chatGuid: ChatGuid | null;
  readonly arrivedAtMs: number;
  verdicts: readonly MemoryVerdict[];
  readonly isFromMe: boolean;
  envelope: Envelope | null;
  /** How many accounts have no fate for it yet. */
  pendingCount: number;
}

export interface MemorySource {
  readonly sourceId: string;
  locator: string;
  fileKey: string | null;
  journalledTo: number | null;
  settledTo: number | null;
  balloonSeen: boolean;
  previewsMarked: boolean;
  firstMarks: readonly Mark[];
  beginning: Beginning | null;
  lookedAtMs: number;
  readonly byEventId: Map<string, MemoryRow>;
  /** In journal order. */
  readonly rows: MemoryRow[];
  readonly pendingRowids: PendingRowids;
  /** By their first row. */
  readonly holes: Map<number, Hole>;
  readonly sightings: Map<string, { arrivals: number; repeats: number }>;
  /** In the order in which they became known. */
  readonly chats: KnownChat[];
  /** Whether there was none before it. */
  readonly isFirst: boolean;
}

export interface MemorySources {
  readonly handlers: Handlers<SourceCommands>;
  /** Throws for a source that was never created. */
  get(sourceId: string): MemorySource;
  /** Oldest first. */
  all(): readonly MemorySource[];
  /** Those that stood in the same place before it, or stand there since. */
  othersThere(source: MemorySource): readonly MemorySource[];
  /** Rows of all sources in journal order: the one with `seq` stands at `seq - 1`. */
  readonly rows: MemoryRow[];
  readonly contents: Contents;
  /** Of all accounts, by account and entry. */
  readonly entryMeanings: Map<string, EntryMeaning>;
}

export function createMemorySources(): MemorySources {
  const sources = new Map<string, MemorySource>();
  const get = (sourceId: string) => {
    const source = sources.get(sourceId);
    if (!source) throw unknownSource(sourceId);
    return source;
  };
  return {
    get,
    all: () => [...sources.values()],
    othersThere: (source) =>
      [...sources.values()].filter((other) => other !== source && other.locator === source.locator),
    rows: [],
    contents: createContents(),
    entryMeanings: new Map(),
    handlers: {
      findSources: ({ locator, fileKey }) =>
        [...sources.values()]
          .reverse()
          .filter((source) => source.locator === locator || (fileKey !== null && source.fileKey === fileKey))
          .map(stateOf),
      rowidsOf: ({ sourceId, guids }) =>
        guids.map((guid) => get(sourceId).byEventId.get(eventIdOf(guid))?.rowid ?? null),
      createSource(input) {
        const source = sources.get(input.sourceId) ?? newSource(input, sources.size === 0);
        sources.set(input.sourceId, source);
        return stateOf(source);
      },
      moveSource({ sourceId, locator, fileKey, atMs }) {
        const source = get(sourceId);
        Object.assign(source, { locator, fileKey, lookedAtMs: Math.max(source.lookedAtMs, atMs) });
        return undefined;
      },
      beginSource({ sourceId, marks, beginning, rowid }) {
        const source = get(sourceId);
        if (source.beginning === null) {
          Object.assign(source, { firstMarks: [...marks], beginning });
          moveCursors(source, rowid);
        }
        return stateOf(source);
      },
      markBalloonSeen({ sourceId }) {
        get(sourceId).balloonSeen = true;
        return undefined;
      },
      notePreviews({ sourceId, areMarked }) {
        get(sourceId).previewsMarked = areMarked;
        return undefined;
      },
      advanceCursors({ sourceId, rowid }) {
        const source = get(sourceId);
        moveCursors(source, rowid);
        return stateOf(source);
      },
    },
  };
}

/** Moves both cursors as far as the rows allow; `rowid` is the highest that was journalled or skipped. */
export function moveCursors(source: MemorySource, rowid: number | null): void {
  source.journalledTo = highest(source.journalledTo, rowid);
  source.settledTo = settledCursor(source.settledTo, source.journalledTo, source.pendingRowids.lowest());
}

/** Where the rows above `afterSeq` begin, by halving. */
export function firstAfter(rows: readonly MemoryRow[], afterSeq: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows[middle]!.seq > afterSeq) high = middle;
    else low = middle + 1;
  }
  return low;
}

function newSource(
  { createdAtMs, ...place }: SourceCommands['createSource']['in'],
  isFirst: boolean,
): MemorySource {
  return {
    ...place,
    journalledTo: null,
    settledTo: null,
    balloonSeen: false,
    previewsMarked: false,
    firstMarks: [],
    beginning: null,
    lookedAtMs: createdAtMs,
    byEventId: new Map(),
    rows: [],
    pendingRowids: createPendingRowids(),
    holes: new Map(),
    sightings: new Map(),
    chats: [],
    isFirst,
  };
}

function stateOf({ rows, ...source }: MemorySource): SourceState {
  const { sourceId, fileKey, balloonSeen, previewsMarked, beginning, lookedAtMs, isFirst } = source;
  const { journalledTo, settledTo } = source;
  const journalled: Mark[] = [];
  for (let index = rows.length - 1; index >= 0 && journalled.length < MARKS_MAX; index -= 1) {
    const { rowid, guid } = rows[index]!;
    if (rowid !== null && guid !== null) journalled.push({ rowid, guid });
  }
  const marks = allMarks(journalled, source.firstMarks);
  const cursors = { journalledTo, settledTo };
  return {
    sourceId,
    fileKey,
    ...cursors,
    balloonSeen,
    previewsMarked,
    marks,
    beginning,
    lookedAtMs,
    isFirst,
  };
}
