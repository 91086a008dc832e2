/** 2001-01-01T00:00:01Z. Dates of chat.db count from 2001: a row that has none, or 0, comes with the first second of it. */
const FIRST_MS = 978_307_201_000;

/**
 * When a row was sent, by the wire's text; null where that is missing, no date, or one that stands for none (ruling-4),
 * as does every date before those of chat.db begin.
 */
export function sentAtMs(createdAt: string | null): number | null {
  const ms = createdAt === null ? Number.NaN : msOf(createdAt);
  return ms >= FIRST_MS ? ms : null;
}

const DAY = /^\d{4}-\d\d-\d\d$/;
/** The last day that was asked for: that of nearly every row is that of the one before. */
let last = { day: '1970-01-01', ms: 0 };

/** What `Date.parse` says, which takes several times as long for the one form that imsg writes. */
function msOf(text: string): number {
  const isWritten = text.length === 24 && text[10] === 'T' && text[13] === ':' && text[16] === ':';
  if (!isWritten || text[19] !== '.' || text[23] !== 'Z') return Date.parse(text);
  const hours = digitsAt(text, 11, 13);
  const minutes = digitsAt(text, 14, 16);
  const seconds = digitsAt(text, 17, 19);
  const ms = digitsAt(text, 20, 23);
  if (!(hours < 24 && minutes < 60 && seconds < 60 && ms >= 0)) return Date.parse(text);
  if (!text.startsWith(last.day)) {
    const day = text.slice(0, 10);
    const dayMs = DAY.test(day) ? Date.parse(day) : Number.NaN;
    if (Number.isNaN(dayMs)) return Date.parse(text);
    last = { day, ms: dayMs };
  }
  return last.ms + ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms;
}

/** NaN where something else stands there. */
function digitsAt(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}
