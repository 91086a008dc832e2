// Which rowids of a database are accounted for: seen, or in a hole. Pure; what changes is handed out to be committed.

import type { Decision } from '../inbound/decision.ts';
import type { Hole, HoleChanges } from '../store/commands/holes.ts';
import { closeIn, cutIn, isIn, listChanges, openIn, replaceIn, type SpanChanges, span } from './spans.ts';

/** Holes at once; beyond that the oldest are given up. */
export const HOLES_MAX = 1_000;
/** Malformed rows above the cursor that are remembered, so that they do not count as missing later. */
const MALFORMED_MAX = 1_000;

export interface HoleList {
  /** Every rowid up to here is accounted for; null = nothing has been seen, and nothing is missed. */
  accountedTo(): number | null;
  /** By rising rowids. */
  readonly holes: readonly Hole[];
  /** The rows at or below were seen or skipped, but for the holes. */
  raise(rowid: number | null): void;
  /** What a batch of rows reveals and fills; `kept` = those to be journalled, the others are asked for again. */
  take(batch: readonly Decision[], nowMs: number): Taken;
  /** Everything above that is accounted for, up to and including `rowid`, is missing. */
  missTo(rowid: number, nowMs: number): HoleChanges | null;
  /** The rows from `fromRowid` up to and including `toRowid` are not missing any more. */
  fill(fromRowid: number, toRowid: number): HoleChanges | null;
  /** The hole that `rowid` stands within becomes two, the second of which begins there. */
  cut(rowid: number): HoleChanges | null;
  /** What is left of a hole has been asked for once more. */
  asked(hole: Hole): HoleChanges | null;
  /** The clock may have been set back: none was opened later than now. */
  setBack(nowMs: number): HoleChanges | null;
  /** Takes away those beyond the bound, the oldest first. */
  dropOldest(): readonly Hole[];
}

interface Taken {
  readonly kept: readonly Decision[];
  /**
   * Rows in no chat that nobody can be asked for: beyond all there are, or where no row is missing. What such a number says is not
   * proven, and a fate would be that of the row that it belongs to.
   */
  readonly passedOver: readonly Decision[];
  /** Null = none. */
  readonly changes: HoleChanges | null;
}

/** A number in a frame that cannot be understood does not say that its row came, unless it answers for it. */
function isNoProof({ message, fate, wasAskedFor = false }: Decision): boolean {
  return fate === 'malformed' && message === null && !wasAskedFor;
}

export function createHoleList(known: readonly Hole[]): HoleList {
  const holes = [...known];
  let accountedTo: number | null = null;
  const raise = (rowid: number | null) => {
    // The row before the first one is asked for as -1.
    if (rowid !== null) accountedTo = Math.max(0, rowid, accountedTo ?? 0);
  };
  raise(holes.at(-1)?.toRowid ?? null);
  const malformed = new Set<number>();

  /** Up to the row before `rowid`, but for malformed rows that were seen there. */
  const openBelow = (rowid: number, nowMs: number, changes: SpanChanges) => {
    let from = accountedTo! + 1;
    for (const seen of [...malformed].sort((one, other) => one - other)) {
      if (seen >= rowid) break;
      malformed.delete(seen);
      if (seen < from) continue;
      openIn(holes, span(from, seen - 1, nowMs), changes);
      from = seen + 1;
    }
    openIn(holes, span(from, rowid - 1, nowMs), changes);
  };
  /** Whether it is journalled. */
  const takeOne = (decision: Decision, nowMs: number, changes: SpanChanges): boolean => {
    const { row, fate, waitsForChat = false } = decision;
    const { rowid } = row;
    if (rowid === null) return true;
    if (row.isBeyond) return !waitsForChat;
    if (accountedTo === null && fate !== 'malformed') accountedTo = rowid - 1;
    if (accountedTo !== null && rowid <= accountedTo) {
      if (waitsForChat) return false;
      if (isNoProof(decision)) return !isIn(holes, rowid);
      closeIn(holes, rowid, rowid, changes);
      return true;
    }
    if (fate === 'malformed') {
      if (malformed.size < MALFORMED_MAX) malformed.add(rowid);
      return true;
    }
    if (rowid > accountedTo! + 1) openBelow(rowid, nowMs, changes);
    if (waitsForChat) openIn(holes, span(rowid, rowid, nowMs), changes);
    accountedTo = rowid;
    return !waitsForChat;
  };

  return {
    accountedTo: () => accountedTo,
    holes,
    raise,
    take(batch, nowMs) {
      const kept: Decision[] = [];
      const passedOver: Decision[] = [];
      const changes = listChanges((all) => {
        for (const decision of batch) {
          const { rowid } = decision.row;
          if (takeOne(decision, nowMs, all)) kept.push(decision);
          else if (decision.waitsForChat && !isIn(holes, rowid!)) passedOver.push(decision);
        }
      });
      return { kept, passedOver, changes };
    },
    missTo(rowid, nowMs) {
      if (accountedTo === null || rowid <= accountedTo) return null;
      const changes = listChanges((all) => openBelow(rowid + 1, nowMs, all));
      accountedTo = rowid;
      return changes;
    },
    fill: (fromRowid, toRowid) => listChanges((all) => closeIn(holes, fromRowid, toRowid, all)),
    cut: (rowid) => listChanges((all) => cutIn(holes, rowid, all)),
    asked: ({ fromRowid, toRowid, asked }) =>
      listChanges((all) => {
        holes.forEach((hole, index) => {
          if (hole.fromRowid < fromRowid || hole.toRowid > toRowid || hole.asked !== asked) return;
          replaceIn(holes, index, [{ ...hole, asked: asked + 1 }], all);
        });
      }),
    setBack: (nowMs) =>
      listChanges((all) => {
        holes.forEach((hole, index) => {
          if (hole.openedAtMs > nowMs) replaceIn(holes, index, [{ ...hole, openedAtMs: nowMs }], all);
        });
      }),
    dropOldest: () => holes.splice(0, Math.max(0, holes.length - HOLES_MAX)),
  };
}
