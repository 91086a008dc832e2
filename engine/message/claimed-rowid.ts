import type { Rowid } from './ids.ts';

/**
 * The rowid that a payload says it has, also where nothing else of it can be understood; null = none. Only a number is
 * one: what else may stand there nests deeper than a conversion bears.
 */
export function claimedRowid(payload: unknown): Rowid | null {
  const id = (payload as { id?: unknown } | null | undefined)?.id;
  return Number.isSafeInteger(id) && (id as number) > 0 ? (id as Rowid) : null;
}
