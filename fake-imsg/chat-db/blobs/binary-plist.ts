// Binary property lists: `message_summary_info` and `payload_data` are such (file-3.5 and file-5).

/** A reference to an object of a keyed archive, by its number. */
export class PlistUid {
  readonly number: number;

  constructor(number: number) {
    this.number = number;
  }
}

/** A number that is archived as a real, whole or not. */
export class PlistReal {
  readonly number: number;

  constructor(number: number) {
    this.number = number;
  }
}

/** What a property list holds here. Bare numbers are integers. */
export type PlistValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | PlistUid
  | PlistReal
  | readonly PlistValue[]
  | { readonly [key: string]: PlistValue };

const MAGIC = 'bplist00';
const TRAILER_BYTES = 32;
const UNSIGNED_MAX = 0xffff_ffff;

/** Bytes that hold any number up to `largest`; the format knows 1, 2 and 4. */
function widthOf(largest: number): 1 | 2 | 4 {
  if (largest <= 0xff) return 1;
  return largest <= 0xffff ? 2 : 4;
}

function unsigned(value: number, width: number): Buffer {
  const bytes = Buffer.alloc(width);
  bytes.writeUIntBE(value, 0, width);
  return bytes;
}

function integerBytes(value: number): Buffer {
  if (!Number.isSafeInteger(value)) throw new RangeError(`binary plist: ${value} is no whole number`);
  if (value < 0 || value > UNSIGNED_MAX) {
    const bytes = Buffer.alloc(9);
    bytes[0] = 0x13;
    bytes.writeBigInt64BE(BigInt(value), 1);
    return bytes;
  }
  const width = widthOf(value);
  // Integers of up to four bytes are read as unsigned; the marker holds the power of two.
  return Buffer.concat([Buffer.from([0x10 | Math.log2(width)]), unsigned(value, width)]);
}

/** The first byte of an object with a length; long ones carry the length as an integer behind it. */
function header(type: number, length: number): Buffer {
  if (length < 0xf) return Buffer.from([(type << 4) | length]);
  return Buffer.concat([Buffer.from([(type << 4) | 0xf]), integerBytes(length)]);
}

function stringBytes(text: string): Buffer {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant.
  if (/^[\u0000-\u007f]*$/.test(text))
    return Buffer.concat([header(0x5, text.length), Buffer.from(text, 'latin1')]);
  return Buffer.concat([header(0x6, text.length), Buffer.from(text, 'utf16le').swap16()]);
}

function realBytes(value: number): Buffer {
  const bytes = Buffer.alloc(9);
  bytes[0] = 0x23;
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

function scalarBytes(value: null | boolean | number | string | Uint8Array | PlistUid | PlistReal): Buffer {
  if (value === null) return Buffer.from([0x00]);
  if (typeof value === 'boolean') return Buffer.from([value ? 0x09 : 0x08]);
  if (typeof value === 'number') return integerBytes(value);
  if (typeof value === 'string') return stringBytes(value);
  if (value instanceof PlistReal) return realBytes(value.number);
  if (value instanceof PlistUid) {
    const width = widthOf(value.number);
    return Buffer.concat([Buffer.from([0x80 | (width - 1)]), unsigned(value.number, width)]);
  }
  return Buffer.concat([header(0x4, value.length), value]);
}

/** An object of the list: its own bytes, or a kind with references to others. */
type PlistObject =
  | { readonly bytes: Buffer }
  | { readonly head: Buffer; readonly references: readonly number[] };

function isList(value: PlistValue): value is readonly PlistValue[] {
  return Array.isArray(value);
}

/** Lays the values out as objects, containers before what they hold. Returns the number of `value`. */
function addObject(objects: PlistObject[], value: PlistValue): number {
  const number = objects.length;
  const isContainer =
    typeof value === 'object' &&
    value !== null &&
    !(value instanceof Uint8Array) &&
    !(value instanceof PlistReal) &&
    !(value instanceof PlistUid);
  if (!isContainer) {
    objects.push({ bytes: scalarBytes(value) });
    return number;
  }
  const keys = isList(value) ? [] : Object.keys(value);
  const members = isList(value) ? value : Object.values(value);
  const head = header(isList(value) ? 0xa : 0xd, members.length);
  const references: number[] = [];
  objects.push({ head, references });
  for (const member of [...keys, ...members]) references.push(addObject(objects, member));
  return number;
}

/** A property list of these entries. Throws `RangeError` for a number it cannot hold. */
export function binaryPlist(entries: { readonly [key: string]: PlistValue }): Buffer {
  const objects: PlistObject[] = [];
  addObject(objects, entries);
  const referenceBytes = widthOf(objects.length - 1);
  const parts = objects.map((object) =>
    'bytes' in object
      ? object.bytes
      : Buffer.concat([object.head, ...object.references.map((one) => unsigned(one, referenceBytes))]),
  );
  const offsets: number[] = [];
  let end = MAGIC.length;
  for (const part of parts) {
    offsets.push(end);
    end += part.length;
  }
  const offsetBytes = widthOf(end);
  const trailer = Buffer.alloc(TRAILER_BYTES);
  trailer[6] = offsetBytes;
  trailer[7] = referenceBytes;
  trailer.writeBigUInt64BE(BigInt(objects.length), 8);
  trailer.writeBigUInt64BE(BigInt(end), 24);
  const table = offsets.map((offset) => unsigned(offset, offsetBytes));
  return Buffer.concat([Buffer.from(MAGIC, 'ascii'), ...parts, ...table, trailer]);
}
