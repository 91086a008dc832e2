// What proves a part: an own row in its chat, above the rowid noted before the wire saw it, which proves no other part
// (ruling-30). What imsg answers is a claim: it may name a row that was there before, or none at all (wire-6.3, wire-6.4).

import type { OwnRow } from '../echo/own-rows.ts';
import type { MessageGuid, Rowid } from '../message/ids.ts';
import type { PartRow } from '../store/commands/parts.ts';
import { isChatOf } from './chat-of.ts';
import { kindOf } from './kinds/kinds.ts';

/** The row that imsg says it made, unless that was there before or proves another part. */
export interface Claim {
  readonly guid: MessageGuid;
  /** Only where imsg has found the row by its words; the bridge names one without looking. */
  readonly rowid: Rowid | null;
}

/** A part whose row is looked for. */
export interface Wanted {
  readonly part: PartRow;
  readonly claim: Claim | null;
  /** Whether its call is still on the wire: where others say the same, its answer may yet tell which row is its own. */
  readonly isOnTheWire: boolean;
  /** How many own rows had come by the watch as it was begun: the mark is of a file that may not be theirs. */
  readonly ownRows: number;
}

interface Proof {
  readonly part: PartRow;
  readonly row: OwnRow;
}

/**
 * The rows that prove parts. A row that imsg has found for a part is its; any other goes by its words, to the last of
 * the parts that said so before it was there: one that was begun earlier had its time. Several rows that say the same
 * are those of the last such parts in their order.
 *
 * @param wanted In the order in which they were begun.
 * @param rows In the order of their rowids; those that prove a part already are left out.
 */
export function proofsOf(wanted: readonly Wanted[], rows: readonly OwnRow[]): Proof[] {
  const named = wanted.flatMap((one): Proof[] => {
    const row = rows.find((candidate) => isNamed(one, candidate));
    return row ? [{ part: one.part, row }] : [];
  });
  const isLeft = (one: Wanted) => !named.some(({ part }) => part.partId === one.part.partId);
  const left = wanted.filter((one) => isLeft(one) && !hasFoundAnother(one));
  const proofs: Proof[] = [];
  for (const row of rows) {
    if (wanted.some((one) => one.claim?.rowid === row.rowid)) continue;
    if (named.some((proof) => proof.row.guid === row.guid)) continue;
    const sayIt = left.filter((one) => mayBe(one, row) && says(one.part, row));
    const last = sayIt.at(-1);
    if (!last || (last.isOnTheWire && sayIt.length > 1)) continue;
    left.splice(left.indexOf(last), 1);
    proofs.push({ part: last.part, row });
  }
  return [...named, ...inOrder(proofs, wanted)];
}

/** Of parts that say the same the first one begun has the first row: what leaves, leaves one after the other. */
function inOrder(proofs: readonly Proof[], wanted: readonly Wanted[]): Proof[] {
  const proven = new Set(proofs.map(({ part }) => part));
  const begun = wanted.flatMap(({ part }) => (proven.has(part) ? [part] : []));
  const likeness = (part: PartRow) => `${part.kind} ${kindOf(part).likenessOf(part.content)}`;
  const left = Map.groupBy(begun, likeness);
  return proofs.map(({ part, row }) => ({ part: left.get(likeness(part))!.shift()!, row }));
}

function isNamed(one: Wanted, row: OwnRow): boolean {
  const { part, claim } = one;
  // Nobody else knows the id that was chosen for it.
  if (isSame(part.attemptId, row.guid)) return mayBe(one, row);
  if (claim === null || !isSame(claim.guid, row.guid) || !mayBe(one, row)) return false;
  // Where nobody can read the words, imsg has.
  return says(part, row) || (row.text === null && !row.deed && claim.rowid !== null);
}

/** Its row is known by its number and only has not been seen yet. */
const hasFoundAnother = ({ claim }: Wanted) => claim !== null && claim.rowid !== null;

const mayBe = ({ part: { target, maxRowid }, ownRows }: Wanted, { chatGuid, rowid, nth }: OwnRow) =>
  chatGuid !== null &&
  isChatOf(target, chatGuid) &&
  maxRowid !== null &&
  rowid > maxRowid &&
  (nth === undefined || nth > ownRows);

const says = (part: PartRow, row: OwnRow) => kindOf(part).isSaidBy(row, part.content);

const isSame = (one: string, other: string) => one.toUpperCase() === other.toUpperCase();
