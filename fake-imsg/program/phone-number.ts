/** How numbers are written in a region: what leads to the country, and what stands before them inside it. */
interface Numbering {
  readonly prefix: string;
  /** Left out in international form; empty = nothing is. */
  readonly trunk: string;
  /** Of a whole number without trunk and prefix. */
  readonly digits: { readonly least: number; readonly most: number };
}

const region = (prefix: string, trunk: string, least: number, most = least): Numbering => ({
  prefix,
  trunk,
  digits: { least, most },
});

/** The regions that numbers are normalised in; elsewhere a number without `+` stays as it is. */
const REGIONS: Readonly<Record<string, Numbering>> = {
  US: region('1', '', 10),
  CA: region('1', '', 10),
  GB: region('44', '0', 9, 10),
  IE: region('353', '0', 7, 9),
  DE: region('49', '0', 6, 11),
  AT: region('43', '0', 6, 13),
  CH: region('41', '0', 9),
  FR: region('33', '0', 9),
  NL: region('31', '0', 9),
  BE: region('32', '0', 8, 9),
  ES: region('34', '', 9),
  IT: region('39', '', 6, 11),
  SE: region('46', '0', 7, 9),
  AU: region('61', '0', 9),
  NZ: region('64', '0', 8, 10),
  IN: region('91', '0', 10),
  JP: region('81', '0', 9, 10),
  BR: region('55', '0', 10, 11),
  MX: region('52', '', 10),
  SG: region('65', '', 8),
};

/**
 * What a typed address means: an email in lower case, or a number in international form. Null for anything
 * else, which would be a contact's name.
 */
export function normalizeAddress(typed: string, inRegion: string): string | null {
  const address = typed.trim();
  if (address.includes('@')) return address.toLowerCase();
  if (!/^\+?[\d\s().-]+$/.test(address)) return null;
  const digits = address.replace(/\D/g, '');
  if (digits === '') return null;
  if (address.startsWith('+')) return `+${digits}`;
  const numbering = REGIONS[inRegion.toUpperCase()];
  return numbering ? international(digits, numbering) : digits;
}

function international(digits: string, { prefix, trunk, digits: { least, most } }: Numbering): string {
  const isWhole = (rest: string) => rest.length >= least && rest.length <= most;
  if (prefix === '1') {
    if (isWhole(digits)) return `+1${digits}`;
    return digits.startsWith('1') && isWhole(digits.slice(1)) ? `+${digits}` : digits;
  }
  if (digits.startsWith('00')) return `+${digits.slice(2)}`;
  const national = trunk !== '' && digits.startsWith(trunk) ? digits.slice(trunk.length) : digits;
  if (isWhole(national)) return `+${prefix}${national}`;
  return digits.startsWith(prefix) && isWhole(digits.slice(prefix.length)) ? `+${digits}` : digits;
}
