const UNITS_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A number and its unit: `250ms`, `1.2s`, `5m`, `3h`, `3d`. */
export const DURATION = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;

/** No scenario takes longer, and no calendar breaks by it. */
export const DURATION_MS_MAX = 366 * UNITS_MS.d;

/** Milliseconds of a text that matches `DURATION`. */
export function durationMs(text: string): number {
  const [, count, unit] = DURATION.exec(text)!;
  return Math.round(Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS]);
}

/** The shortest text that means as much: `90s`, `1.5s`, `250ms`, `2h`. */
export function durationText(ms: number): string {
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    if (ms > 0 && ms % UNITS_MS[unit] === 0) return `${ms / UNITS_MS[unit]}${unit}`;
  }
  return ms >= 1000 ? `${ms / 1000}s` : `${ms}ms`;
}
