// In which order failures that Messages notes afterwards have their consequences: it notes them in any.

import type { StoredDelivery } from '../ports/messages-db.ts';
import type { PartRow } from '../store/commands/parts.ts';
import type { Group } from '../store/group-of.ts';

/** So long one waits for those that were said before it. */
const BEFORE_WITHIN_MS = 10_000;

/** What left, and whose row is looked at. */
export interface Failing {
  readonly part: PartRow;
  /** Of which all are told in the order in which they were said, as it is set right now; null = it is alone. */
  group(): Group | null;
  /** When it is not looked at any more, on the monotonic clock. */
  readonly untilMs: number;
  /** What was noted, and since when that is known; null = nothing was. */
  failure: { readonly delivery: StoredDelivery; readonly sinceMs: number } | null;
}

/**
 * Those whose failure is to be told now, in their order: all of a group that were noted by the time at which one of them waits
 * for nothing that was said before it, or has waited for ten seconds.
 */
export function dueOf<One extends Failing>(watched: readonly One[], nowMs: number): readonly One[] {
  const groups = Map.groupBy(watched, ({ group, part }) => group() ?? part);
  return [...groups.values()].flatMap((ofGroup) => {
    const pieces = ofGroup.toSorted((one, other) => one.part.seq - other.part.seq);
    const firstOpen = pieces.findIndex(({ failure }) => failure === null);
    const waitsForNone = firstOpen === -1 ? pieces.length : firstOpen;
    const lastOver = pieces.findLastIndex((piece) => isOver(piece, nowMs));
    return pieces.slice(0, Math.max(waitsForNone, lastOver + 1)).filter(({ failure }) => failure !== null);
  });
}

function isOver({ failure, untilMs }: Failing, nowMs: number): boolean {
  return failure !== null && (failure.sinceMs + BEFORE_WITHIN_MS <= nowMs || untilMs <= nowMs);
}
