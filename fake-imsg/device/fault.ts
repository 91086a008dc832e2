/** Something that is made to go wrong. */
export interface DeviceFault {
  readonly eventId: string;
  /** A name in faults/registry.ts. */
  readonly fault: string;
  /** What the fault is given: a duration, a text; empty = nothing. */
  readonly value: string;
  /** When it strikes, as faults/text/trigger.ts reads it; empty = at every occasion. */
  readonly trigger: string;
  /** Device wall time; `untilMs` null = for good. */
  readonly atMs: number;
  readonly untilMs: number | null;
}

export function isInForce({ atMs, untilMs }: DeviceFault, nowMs: number): boolean {
  return nowMs >= atMs && (untilMs === null || nowMs < untilMs);
}
