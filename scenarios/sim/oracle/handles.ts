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

export function isSameAddress(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return false;
  const form = comparable(one);
  return form !== null && form === comparable(other);
}
