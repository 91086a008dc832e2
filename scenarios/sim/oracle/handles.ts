// When two ways to write an address mean the same person. Written from the rules, not from the engine.

/** The form in which addresses are compared; null = it names nobody. */
export function comparable(address: string): string | null {
  let bare = address.replace(/\s+/gu, '');
  for (;;) {
    const prefix = /^(?:imessage|sms|auto):/i.exec(bare);
    if (!prefix) break;
    bare = bare.slice(prefix[0].length);
  }
  const number = bare.replace(/^tel:/i, '');
  if (/^[+\d().-]+$/.test(number)) {
    const digits = number.replace(/\D/g, '');
    return digits === '' ? null : `+${digits}`;
  }
  if (bare === '') return null;
  // Only the letters of ASCII: a look-alike must not become an admitted address.
  return bare.includes('@') ? bare.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : bare;
}

/**
 * Who an entry of a list means: as `comparable`, and as people write: hyphens of any kind, 00 for +, a link to a mail
 * address, a number as it is dialled in North America.
 */
export function meant(entry: string, region: string): string | null {
  const named = entry.replace(/^(?:\s*(?:imessage|sms|auto):)+/i, '');
  const bare = named.replace(/^\s*mailto:([^?]*).*$/is, '$1');
  if (bare.includes('@')) return comparable(bare);
  const text = bare.replace(/[\p{Pd}\u2212]/gu, '-');
  const isNumber = /^\s*(?:tel:)?[+\d\s().-]+$/i.test(text);
  const number = isNumber ? text.replace(/^\s*(?:tel:)?\s*00(?=[1-9])/i, '+') : text;
  const form = comparable(number);
  // The 1 that is dialled before a number there may stand behind that of the country as well.
  const [, abroad] = /^\+11([2-9]\d{9})$/.exec(form ?? '') ?? [];
  if (isNumber && abroad !== undefined) return `+1${abroad}`;
  const isDialled = /^[1-9]\d{9}$/.test(form?.slice(1) ?? '') && !number.includes('+');
  return isDialled && (region === 'US' || region === 'CA') ? `+1${form!.slice(1)}` : form;
}

export function isSameAddress(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return false;
  const form = comparable(one);
  return form !== null && form === comparable(other);
}
