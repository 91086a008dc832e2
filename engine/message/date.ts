/** 2001-01-01T00:00:01Z. Dates of chat.db count from 2001: a row that has none, or 0, comes with the first second of it. */
const FIRST_MS = 978_307_201_000;

/**
 * When a row was sent, by the wire's text; null where that is missing, no date, or one that stands for none (ruling-4),
 * as does every date before those of chat.db begin.
 */
export function sentAtMs(createdAt: string | null): number | null {
  const ms = createdAt === null ? Number.NaN : Date.parse(createdAt);
  return ms >= FIRST_MS ? ms : null;
}
