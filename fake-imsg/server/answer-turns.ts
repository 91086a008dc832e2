import type { Clock } from '../device/clock.ts';

/** Rows of an answer that take one turn of the loop, about what the real one prints while it answers a small request. */
const ROWS_PER_TURN = 20;

/** Lets the turns pass that an answer of many rows takes, in which smaller ones overtake it (wire-2.3). */
export async function passTurns(clock: Clock, result: unknown): Promise<void> {
  for (let rows = rowsOf(result); rows > ROWS_PER_TURN; rows -= ROWS_PER_TURN) {
    await new Promise<void>((resolve) => clock.soon(resolve));
  }
}

function rowsOf(result: unknown): number {
  if (typeof result !== 'object' || result === null) return 0;
  const list = Object.values(result).find(Array.isArray);
  return list?.length ?? 0;
}
