/** Control characters, line separators, broken pairs, and what changes the direction of reading. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * The name of a file as it may be shown and saved: the last component, on one line, read from left to right as it is
 * written (ruling-24). Null where nothing is left of it.
 */
export function safeFileName(name: string): string | null {
  const last = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const cleaned = last.replace(UNSAFE, '').trim();
  return /^\.*$/.test(cleaned) ? null : cleaned;
}
