import { FATES } from '../../engine/fates.ts';
import type { Hole } from '../../engine/store/commands/holes.ts';
import type { PartRow } from '../../engine/store/commands/parts.ts';
import type { Counts } from '../../engine/store/commands/reports.ts';
import type { SourceState } from '../../engine/store/commands/sources.ts';
import type { TurnRow } from '../../engine/store/commands/turns.ts';
import type { ReaderCore } from '../../engine/store/core.ts';
import type { Commands, ReadName } from '../../engine/store/store.ts';

export interface Journal {
  readonly accountId: string;
  /** Databases there have been at the locator. */
  readonly sourceCount: number;
  readonly counts: Counts;
  readonly cursors: { readonly journalledTo: number | null; readonly settledTo: number | null };
  /** Of the database that stands there now: how far it was read, and what is missing of it; null = nobody has read it. */
  readonly read: { readonly journalledTo: number | null; readonly holes: readonly Hole[] } | null;
  readonly verdicts: Commands['verdicts']['out'];
  /** Where in `verdicts` those of each source begin. */
  readonly sourceStarts: readonly number[];
  readonly openTurns: readonly TurnRow[];
  /** Every turn that was formed, in the order of its first row. */
  readonly turns: readonly TurnRow[];
  /** Every part there is, newest first. */
  readonly parts: readonly PartRow[];
  /** Who has paired with the account, or wants to; the owner is that of all. */
  readonly pairing: Commands['pairing']['out'];
}

const EVERYTHING = 1_000_000;

/**
 * What a store holds for one account, also beside a gateway that runs. Where the database at the locator was
 * replaced, the journal is that of all sources there have been, oldest first, and the cursors are those of the newest.
 *
 * @param fileKey Of the database there, which another account may have found by another path since; null = unknown.
 */
export function readJournal(
  core: ReaderCore,
  locator: string,
  accountId = 'default',
  fileKey: string | null = null,
): Journal | null {
  const ask = <Name extends ReadName>(name: Name, input: Commands[Name]['in']): Commands[Name]['out'] => {
    const outcome = core.read([{ name, input }])[0]!;
    if (!outcome.ok) throw outcome.error;
    return outcome.value as Commands[Name]['out'];
  };
  const sources = ask('findSources', { locator, fileKey }).toReversed();
  const newest = sources.at(-1);
  if (!newest) return null;
  const there = lastReadAs(fileKey, sources);
  const of = sources.map(({ sourceId }) => ({
    counts: ask('counts', { sourceId, accountId }),
    verdicts: ask('verdicts', { sourceId, accountId, afterSeq: 0, limit: EVERYTHING }),
  }));
  const verdicts = of.flatMap((source) => source.verdicts);
  const turnIds = new Set(verdicts.flatMap(({ turnId }) => turnId ?? []));
  return {
    accountId,
    sourceCount: sources.length,
    counts: of.map(({ counts }) => counts).reduce(sumOf),
    cursors: { journalledTo: newest.journalledTo, settledTo: newest.settledTo },
    read: there && {
      journalledTo: there.journalledTo,
      holes: ask('holes', { sourceId: there.sourceId, limit: EVERYTHING }),
    },
    verdicts,
    sourceStarts: startsOf(of.map((source) => source.verdicts.length)),
    turns: [...turnIds].flatMap((turnId) => ask('turn', { turnId }) ?? []),
    openTurns: ask('openTurns', { accountId }),
    pairing: ofAccount(ask('pairing', {}), accountId),
    parts: ask('recentParts', { accountId, sinceMs: 0, limit: EVERYTHING }),
  };
}

function ofAccount(
  { requests, approvals, owner }: Journal['pairing'],
  accountId: string,
): Journal['pairing'] {
  const isOf = (one: { readonly accountId: string }) => one.accountId === accountId;
  return { requests: requests.filter(isOf), approvals: approvals.filter(isOf), owner };
}

/** The database that was last read as this file. */
function lastReadAs(fileKey: string | null, sources: readonly SourceState[]): SourceState | null {
  const found = fileKey === null ? [] : sources.filter((source) => source.fileKey === fileKey);
  return found.toSorted((one, other) => one.lookedAtMs - other.lookedAtMs).at(-1) ?? null;
}

/** Where each of some lists begins in all of them put together. */
function startsOf(lengths: readonly number[]): number[] {
  let start = 0;
  return lengths.map((length) => {
    start += length;
    return start - length;
  });
}

function sumOf(one: Counts, other: Counts): Counts {
  const fates = { ...one.fates };
  for (const fate of FATES) fates[fate] += other.fates[fate];
  return {
    sightings: one.sightings + other.sightings,
    repeats: one.repeats + other.repeats,
    rows: one.rows + other.rows,
    pending: one.pending + other.pending,
    fates,
  };
}
