/** When something left: what is compared with rows that may come of it. */
export interface LeftAt {
  readonly sendingAtMs: number;
  /** Null = it has not ended, or nobody noted when. */
  readonly endedAtMs: number | null;
}

/** Whether a row that is dated `sentAtMs` and was seen at `arrivedAtMs` lies so near to it. */
export function isNear(
  { sendingAtMs, endedAtMs }: LeftAt,
  sentAtMs: number | null,
  arrivedAtMs: number,
  withinMs: number,
): boolean {
  if (endedAtMs !== null && arrivedAtMs - endedAtMs <= withinMs) return true;
  if (sentAtMs === null) return false;
  const untilMs = (endedAtMs ?? sendingAtMs) + withinMs;
  return sentAtMs >= sendingAtMs - withinMs && sentAtMs <= untilMs;
}
