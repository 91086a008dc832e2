/**
 * The rowid that a payload says it has; NaN where it says none. Only a number is one: what else may stand there nests
 * deeper than a conversion bears.
 */
export function claimedRowid(payload: unknown): number {
  const id = (payload as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'number' ? id : Number.NaN;
}
