// Addresses as people write them into a list: copied from contacts, letters and web pages (ruling-36).

import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { type Handle, normalizeHandle } from './handles.ts';
import { remembered } from './remembered.ts';

/** Hyphens and dashes of any kind, and the minus. */
const HYPHENS = /[\p{Pd}\u2212]/gu;
/** Digits of wide type, and their plus. */
const WIDE = /[\uff0b\uff10-\uff19]/g;
/** More than the lists of a file have together: where all are forgotten in between, each is read anew for every list. */
const NUMBERS_MAX = 65_536;
const NUMBER = /^[+\s()./-]*\d[+\d\s()./-]*$/;

/**
 * Who is meant: a mail address, a number with its country, or one as it is dialled in `region` (ISO 3166, two letters).
 * Null where nothing is left that could name somebody.
 */
export function readWrittenHandle(text: string, region: string): Handle | null {
  const bare = text.replace(/^\s*mailto:/i, '').trim();
  if (bare.includes('@')) return normalizeHandle(bare === text ? bare : bare.replace(/\?.*$/s, ''));
  const number = bare.replace(/^tel:/i, '').replace(WIDE, narrow).replace(HYPHENS, '-');
  return NUMBER.test(number) ? readNumber(number, region) : normalizeHandle(bare);
}

/**
 * What imsg writes as a sender: a number, which has at most 15 digits in any country (E.164), a mail address, or the
 * name of a company with its prefix. An id of another program is longer (F9).
 */
export function isAddress(handle: Handle): boolean {
  return /^\+\d{1,15}$/.test(handle) || /^[^@]+@[^@]+$/.test(handle) || handle.startsWith('urn:');
}

/**
 * A number that is none of its country, such as a short code, is its digits. Each list is read several times at a start, and
 * the library takes its time.
 */
const readNumber = remembered(NUMBERS_MAX, (number, region): Handle | null => {
  const abroad = number.replace(/^\s*00(?=[\s()./-]*[1-9])/, '+');
  const country = isSupportedCountry(region) ? { defaultCountry: region } : undefined;
  const parsed = parsePhoneNumberFromString(abroad, country);
  return normalizeHandle(parsed?.isPossible() ? parsed.number : abroad);
});

function narrow(character: string): string {
  return character === '\uff0b' ? '+' : String(character.charCodeAt(0) - 0xff10);
}
