import type { Ids } from '../ports/ids.ts';

/** None that could be taken for another: 32, so that five bits draw one without a preference. */
const SYMBOLS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const LENGTH = 8;
const TRIES_MAX = 500;
const CODE = new RegExp(`^[${SYMBOLS}]{${LENGTH}}$`);

/** A code that is none of `taken`; null = there is none to be had (PAIR-1). @param purpose As `Ids` has it. */
export function drawCode(ids: Ids, taken: ReadonlySet<string>, purpose = 'pairing'): string | null {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const bytes = ids.bytes(LENGTH, purpose);
    const code = Array.from(bytes, (byte) => SYMBOLS[byte % SYMBOLS.length]).join('');
    if (!taken.has(code)) return code;
  }
  return null;
}

/** A code as somebody types it, or a program gives it; null = it can be none. */
export function readCode(text: unknown): string | null {
  const code = String(text).trim().toUpperCase();
  return CODE.test(code) ? code : null;
}
