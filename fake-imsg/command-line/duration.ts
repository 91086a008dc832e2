const UNITS = [
  ['ms', 0.001],
  ['s', 1],
  ['m', 60],
  ['h', 3600],
] as const;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** Seconds of a text such as `250ms`, `5s`, `1.5m` or `2`; null where it is none (wire-1.2). */
export function parseDuration(text: string): number | null {
  const trimmed = text.trim();
  const unit = UNITS.find(([suffix]) => trimmed.endsWith(suffix));
  const number = unit ? trimmed.slice(0, -unit[0].length) : trimmed;
  return NUMBER.test(number) ? Number(number) * (unit?.[1] ?? 1) : null;
}
