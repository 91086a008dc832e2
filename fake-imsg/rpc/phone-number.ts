/** Digits that lead to a country, for the regions that numbers are normalised in. */
const COUNTRY_CODES: Readonly<Record<string, { readonly prefix: string; readonly digits: number }>> = {
  US: { prefix: '1', digits: 10 },
  CA: { prefix: '1', digits: 10 },
};

/**
 * What a typed address means: an email in lower case, or a number in international form. Null for anything
 * else, which would be a contact's name.
 */
export function normalizeAddress(typed: string, region: string): string | null {
  const address = typed.trim();
  if (address.includes('@')) return address.toLowerCase();
  if (!/^\+?[\d\s().-]+$/.test(address)) return null;
  const digits = address.replace(/\D/g, '');
  if (digits === '') return null;
  if (address.startsWith('+')) return `+${digits}`;
  const country = COUNTRY_CODES[region.toUpperCase()];
  if (country && digits.length === country.digits) return `+${country.prefix}${digits}`;
  const isComplete = country && digits.length === country.digits + country.prefix.length;
  return isComplete && digits.startsWith(country.prefix) ? `+${digits}` : digits;
}
