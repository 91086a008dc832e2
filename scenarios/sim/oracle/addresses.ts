// Finds the addresses of people in a line, however they are written there.

import { comparable } from './handles.ts';
import type { WitnessedRow } from './history.ts';
import { textFinder } from './text-finder.ts';

/** Shorter numbers are those of services, and stand for anything in a line. */
const DIGITS_MIN = 7;
/** Digits of a number without its country: as many as that are known without it as well. */
const NATIONAL_DIGITS = 10;
const NAME_MIN = 8;
/** Digits as people part them. */
const NUMBERS = /\d(?:[\s().-]{0,3}\d){6,}/g;
const MAILS = /[^\s;,:=<>"'()[\]]+@[\p{L}\p{N}.-]*[\p{L}\p{N}]/gu;

/** What a row says of addresses. */
export type Addressed = Pick<WitnessedRow, 'sender' | 'ownAddress' | 'chatGuid' | 'chatIdentifier'>;

/** Whether a line holds an address of a sender, of this Mac or of a direct chat in full. */
export function addressFinder(rows: readonly Addressed[]): (line: string) => boolean {
  const numbers = new Set<string>();
  const mails = new Set<string>();
  const names = new Set<string>();
  for (const address of addressesIn(rows)) {
    const form = comparable(address) ?? '';
    const digits = form.slice(1);
    if (/^\+\d+$/.test(form)) {
      if (digits.length >= DIGITS_MIN) numbers.add(digits);
      if (digits.length > NATIONAL_DIGITS) numbers.add(digits.slice(-NATIONAL_DIGITS));
    } else if (form.includes('@')) mails.add(form);
    else names.add(address);
  }
  const lengths = new Set([...numbers].map(({ length }) => length));
  const holdsName = textFinder(names, NAME_MIN);
  const holdsNumber = (written: string) => {
    const digits = written.replace(/\D/g, '');
    return [...lengths].some((length) => {
      for (let at = 0; at + length <= digits.length; at += 1)
        if (numbers.has(digits.slice(at, at + length))) return true;
      return false;
    });
  };
  return (line) =>
    (line.match(NUMBERS) ?? []).some(holdsNumber) ||
    (line.match(MAILS) ?? []).some((mail) => mails.has(comparable(mail) ?? '')) ||
    holdsName(line);
}

/** A group's own name may stand as the sender of its notes: it is nobody's address. */
function addressesIn(rows: readonly Addressed[]): ReadonlySet<string> {
  const addresses = new Set<string>();
  const groups = new Set<string>();
  for (const { sender, ownAddress, chatGuid, chatIdentifier } of rows) {
    for (const address of [sender, ownAddress]) if (address !== null) addresses.add(address);
    if (chatIdentifier === null) continue;
    (chatGuid?.includes(';+;') ? groups : addresses).add(chatIdentifier);
  }
  return new Set([...addresses].filter((address) => !groups.has(address)));
}
