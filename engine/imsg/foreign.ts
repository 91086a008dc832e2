// What a child says is somebody else's data: `JSON.parse` takes it however deep it is nested, `JSON.stringify`
// and everything else that recurses breaks at some depth that depends on the stack.

/** Deeper than anything imsg has to say. */
const LEVELS_MAX = 64;

/** `value` as JSON; what lies deeper than 64 levels is left out. Never throws. */
export function foreignJson(value: unknown): string {
  const text = JSON.stringify(isDeeper(value, LEVELS_MAX) ? cut(value, LEVELS_MAX) : value);
  return text ?? 'undefined';
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((entry) => isDeeper(entry, levels - 1));
}

function cut(value: unknown, levels: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return '…';
  if (Array.isArray(value)) return value.map((entry) => cut(entry, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, cut(entry, levels - 1)]));
}
