// Which rows are known already, by their identity or by what they say.

import type { RowInput } from '../commands/journal.ts';
import type { Notice } from '../commands/parts.ts';
import { commandIn, isAnyHeard, isApart, isKnownAnywhere } from '../rules.ts';
import type { MemoryRow, MemorySource, MemorySources } from './sources.ts';

/** A source, and the others of the same place (ruling-28). */
interface Place {
  readonly source: MemorySource;
  readonly others: readonly MemorySource[];
}

export function knownAt({ source, others }: Place, eventId: string): MemoryRow | undefined {
  const there = others.length > 0 && isKnownAnywhere(eventId) ? others : [];
  const other = there.find((one) => one.byEventId.has(eventId));
  return (other ?? source).byEventId.get(eventId);
}

/** Whether a row that would wait says what another has said that waited (ruling-23). */
export function isSaid(sources: MemorySources, row: RowInput): boolean {
  const { content, arrivedAtMs } = row;
  const firstMs = content && isAnyHeard(row) ? firstAtMs(sources, content.hash) : undefined;
  return firstMs !== undefined && isApart(content!, arrivedAtMs - firstMs);
}

function firstAtMs({ contents, rows }: MemorySources, hash: string): number | undefined {
  const seq = contents.get(hash);
  return seq === undefined ? undefined : rows[seq - 1]!.arrivedAtMs;
}

/** What the gateway says to rows that would be new. */
export function repliesOfNew(sources: MemorySources, place: Place, rows: readonly RowInput[]): Notice[] {
  if (rows.every((row) => saidTo(row).length === 0)) return [];
  const seen = new Set<string>();
  const heardAtMs = new Map<string, number>();
  return rows.flatMap((row) => {
    const { eventId, content, arrivedAtMs } = row;
    if (seen.has(eventId) || knownAt(place, eventId)) return [];
    seen.add(eventId);
    if (content && isAnyHeard(row)) {
      const { hash } = content;
      const firstMs = firstAtMs(sources, hash) ?? heardAtMs.get(hash);
      if (firstMs === undefined) heardAtMs.set(hash, arrivedAtMs);
      else if (isApart(content, arrivedAtMs - firstMs)) return [];
    }
    return saidTo(row);
  });
}

/** At most. */
function saidTo(row: RowInput): Notice[] {
  const answered = row.verdicts.flatMap(({ answer }) =>
    answer ? [...(answer.end?.notices ?? []), ...answer.otherwise] : [],
  );
  const reply = commandIn(row)?.command.reply;
  return [...(reply ? [reply] : []), ...answered.map(({ notice }) => notice)];
}
