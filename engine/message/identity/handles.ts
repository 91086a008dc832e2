import type { Branded } from '../ids.ts';

/** A sender in the one form in which handles are compared. Only `normalizeHandle` makes them. */
export type Handle = Branded<string, 'Handle'>;

const SERVICE_PREFIXES = /^(?:\s*(?:imessage|sms|auto):)+/i;
const PLUS = 0x2b;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;
const PHONE_LIKE = /^(?:tel:)?[+\d().-]+$/i;

/** `text` without `imessage:`, `sms:` and `auto:` in front, however often they stand there (TGT-1). */
export function stripServicePrefixes(text: string): string {
  return text.replace(SERVICE_PREFIXES, '').trim();
}

/**
 * Mail addresses in lower case, phone numbers as one `+` and digits, anything else without white space
 * (TGT-2, TGT-3). Null where nothing is left that could name somebody. No country code is guessed.
 */
export function normalizeHandle(text: string): Handle | null {
  if (isWritten(text)) return text as Handle;
  const bare = stripServicePrefixes(text.replace(/\s+/g, ''));
  // Digits are what names somebody here: without any, `...` and `+` would all become the same handle.
  if (PHONE_LIKE.test(bare)) return /\d/.test(bare) ? (`+${bare.replace(/\D/g, '')}` as Handle) : null;
  if (bare === '') return null;
  return (bare.includes('@') ? lowerCaseAscii(bare) : bare) as Handle;
}

/** As Messages writes numbers: the form of nearly every row, which is asked for several times of each. */
function isWritten(text: string): boolean {
  if (text.length < 2 || text.charCodeAt(0) !== PLUS) return false;
  for (let at = 1; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < DIGIT_0 || unit > DIGIT_9) return false;
  }
  return true;
}

/** Full lower-casing would let a look-alike such as U+212A pass for a plain `k` of an allowed address. */
function lowerCaseAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
