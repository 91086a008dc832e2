// A list of spans of rowids that do not touch each other's rows, by rising rowids, and what has changed in it.

import type { Rowid } from '../message/ids.ts';
import type { Hole, HoleChanges } from '../store/commands/holes.ts';

export interface SpanChanges {
  readonly closed: Set<Rowid>;
  readonly opened: Map<Rowid, Hole>;
}

/** What `change` has changed, as commands of the store; null = nothing. */
export function listChanges(change: (changes: SpanChanges) => void): HoleChanges | null {
  const closed = new Set<Rowid>();
  const opened = new Map<Rowid, Hole>();
  change({ closed, opened });
  return closed.size + opened.size === 0 ? null : { closed: [...closed], opened: [...opened.values()] };
}

/** One that nobody has been asked for. It is none where it ends before it begins. */
export function span(fromRowid: number, toRowid: number, openedAtMs: number): Hole {
  return { fromRowid: fromRowid as Rowid, toRowid: toRowid as Rowid, openedAtMs, asked: 0 };
}

export function isIn(spans: readonly Hole[], rowid: number): boolean {
  return spans.some(({ fromRowid, toRowid }) => fromRowid <= rowid && rowid <= toRowid);
}

/** Above all others. */
export function openIn(spans: Hole[], opened: Hole, changes: SpanChanges): void {
  if (opened.fromRowid > opened.toRowid) return;
  spans.push(opened);
  changes.opened.set(opened.fromRowid, opened);
}

export function replaceIn(
  spans: Hole[],
  index: number,
  parts: readonly Hole[],
  { closed, opened }: SpanChanges,
): void {
  const [before] = spans.splice(index, 1, ...parts);
  opened.delete(before!.fromRowid);
  closed.add(before!.fromRowid);
  for (const part of parts) opened.set(part.fromRowid, part);
}

/** Takes the rows from `fromRowid` up to and including `toRowid` out of whatever holds them. */
export function closeIn(spans: Hole[], fromRowid: number, toRowid: number, changes: SpanChanges): void {
  if (fromRowid > toRowid) return;
  for (let index = spans.length - 1; index >= 0; index -= 1) {
    const one = spans[index]!;
    if (one.toRowid < fromRowid) return;
    if (one.fromRowid > toRowid) continue;
    const parts = [
      { ...one, toRowid: Math.min(one.toRowid, fromRowid - 1) as Rowid },
      { ...one, fromRowid: Math.max(one.fromRowid, toRowid + 1) as Rowid },
    ];
    const left = parts.filter((part) => part.fromRowid <= part.toRowid);
    replaceIn(spans, index, left, changes);
  }
}

/** Makes two of the one that `rowid` stands within, the second of which begins there. */
export function cutIn(spans: Hole[], rowid: number, changes: SpanChanges): void {
  const index = spans.findIndex(({ fromRowid, toRowid }) => fromRowid < rowid && rowid <= toRowid);
  if (index === -1) return;
  const one = spans[index]!;
  const parts = [
    { ...one, toRowid: (rowid - 1) as Rowid },
    { ...one, fromRowid: rowid as Rowid },
  ];
  replaceIn(spans, index, parts, changes);
}
