// Handles as imsg tells them, where the configuration says in which country the Mac stands (ruling-36).

import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { type Handle, normalizeHandle, stripServicePrefixes } from './handles.ts';
import { remembered } from './remembered.ts';

/** People who write within a while. */
const NUMBERS_MAX = 4_096;
const PLUS = 0x2b;
/** A number without its country: one with it begins with a plus. */
const NATIONAL = /^(?:tel:)?[().-]*\d[\d().-]*$/i;

/**
 * A handle of the wire with its country, where it is a number that is valid as it is dialled in `region` (ISO 3166, two
 * letters); any other is as it came. `region` null = none is set, and no country is guessed.
 *
 * Who wrote a row is read here once, in `normalize`: lists, people, sessions, pairings and approvals compare what comes of it.
 */
export function readWireHandle(handle: string, region: string | null): string {
  if (region === null || handle.charCodeAt(0) === PLUS) return handle;
  return readNational(handle, region);
}

/** The same in the form in which handles are compared. */
export function wireHandle(handle: string, region: string | null): Handle | null {
  return normalizeHandle(readWireHandle(handle, region));
}

const readNational = remembered(NUMBERS_MAX, (handle, region): string => {
  const bare = stripServicePrefixes(handle.replace(/\s+/g, ''));
  if (!NATIONAL.test(bare) || !isSupportedCountry(region)) return handle;
  const number = parsePhoneNumberFromString(bare.replace(/^tel:/i, ''), { defaultCountry: region });
  return number?.isValid() ? number.number : handle;
});
