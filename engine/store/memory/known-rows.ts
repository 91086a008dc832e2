// Which rows are known already, by their identity or by what they say.

import type { ContentKey, RowInput } from '../commands/journal.ts';
import type { Notice } from '../commands/parts.ts';
import { commandIn, isAnyHeard, isApart, isKnownAnywhere } from '../rules.ts';
import type { MemoryRow, MemorySource, MemorySources } from './sources.ts';

/** A source, and the others of the same place (ruling-28). */
interface Place {
  readonly source: MemorySource;
  readonly others: readonly MemorySource[];
}

export function knownAt({ source, others }: Place, eventId: string): MemoryRow | undefined {
  if (others.length > 0 && isKnownAnywhere(eventId)) {
    const other = others.find((one) => one.byEventId.has(eventId));
    if (other) return other.byEventId.get(eventId);
  }
  return source.byEventId.get(eventId);
}

/** When the first row came that said this and waited; undefined = none has. */
export function firstAtMs({ contents, rows }: MemorySources, { hash }: ContentKey): number | undefined {
  const seq = contents.seqOf(hash);
  return seq === undefined ? undefined : rows[seq - 1]!.arrivedAtMs;
}

/** What the gateway says to rows that would be new. */
export function repliesOfNew(sources: MemorySources, place: Place, rows: readonly RowInput[]): Notice[] {
  if (!rows.some(isSaidSomething)) return [];
  const seen = new Set<string>();
  const heardAtMs = new Map<string, number>();
  return rows.flatMap((row) => {
    const { eventId, content, arrivedAtMs } = row;
    if (seen.has(eventId) || knownAt(place, eventId)) return [];
    seen.add(eventId);
    if (content && isAnyHeard(row)) {
      const firstMs = firstAtMs(sources, content) ?? heardAtMs.get(content.hash);
      if (firstMs === undefined) heardAtMs.set(content.hash, arrivedAtMs);
      else if (isApart(content, arrivedAtMs - firstMs)) return [];
    }
    return saidTo(row);
  });
}

function isSaidSomething({ verdicts }: RowInput): boolean {
  return verdicts.some(({ answer, command }) => answer !== undefined || command !== undefined);
}

/** At most. */
function saidTo(row: RowInput): Notice[] {
  const answered = row.verdicts.flatMap(({ answer }) =>
    answer ? [...(answer.end?.notices ?? []), ...answer.otherwise] : [],
  );
  const reply = commandIn(row)?.command.reply;
  return [...(reply ? [reply] : []), ...answered.map(({ notice }) => notice)];
}
