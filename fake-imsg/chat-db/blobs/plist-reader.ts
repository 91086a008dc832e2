// Reads Apple's binary property lists: `message_summary_info`, `user_info` and the like (file-3.5 and file-8).

import { PlistReal, PlistUid, type PlistValue } from './binary-plist.ts';

const MAGIC = 'bplist00';
const TRAILER_BYTES = 32;
/** Deeper than any list of Messages; a list that holds itself ends here. */
const DEPTH_MAX = 64;

export type PlistDictionary = { readonly [key: string]: PlistValue };

/** The top dictionary of a list; null where the bytes are something else. */
export function readPlist(bytes: Uint8Array): PlistDictionary | null {
  const plist = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (plist.length < MAGIC.length + TRAILER_BYTES) return null;
  if (plist.toString('latin1', 0, MAGIC.length) !== MAGIC) return null;
  try {
    const top = new Reader(plist).top();
    return isDictionary(top) ? top : null;
  } catch (error) {
    // A damaged list points outside itself; imsg treats it as one that says nothing.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The string under `key` in the top dictionary; null where it is missing or the bytes are something else. */
export function plistString(bytes: Uint8Array, key: string): string | null {
  const value = readPlist(bytes)?.[key];
  return typeof value === 'string' ? value : null;
}

export function isDictionary(value: PlistValue | undefined): value is PlistDictionary {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !(value instanceof Uint8Array || value instanceof PlistUid || value instanceof PlistReal);
}

class Reader {
  readonly #plist: Buffer;
  readonly #trailer: Buffer;

  constructor(plist: Buffer) {
    this.#plist = plist;
    this.#trailer = plist.subarray(plist.length - TRAILER_BYTES);
  }

  top(): PlistValue {
    return this.#object(Number(this.#trailer.readBigUInt64BE(16)), 0);
  }

  #object(number: number, depth: number): PlistValue {
    if (depth > DEPTH_MAX) throw new RangeError('binary plist: too deep');
    const offsetBytes = this.#trailer[6] ?? 0;
    const table = Number(this.#trailer.readBigUInt64BE(24));
    return this.#at(this.#plist.readUIntBE(table + number * offsetBytes, offsetBytes), depth);
  }

  #at(offset: number, depth: number): PlistValue {
    const marker = this.#plist.readUInt8(offset);
    const low = marker & 0xf;
    switch (marker >> 4) {
      case 0x0:
        return low === 0x9 ? true : low === 0x8 ? false : null;
      case 0x1:
        return this.#integer(offset + 1, 1 << low);
      case 0x2:
      case 0x3:
        return new PlistReal(
          low === 2 ? this.#plist.readFloatBE(offset + 1) : this.#plist.readDoubleBE(offset + 1),
        );
      case 0x8:
        return new PlistUid(this.#plist.readUIntBE(offset + 1, low + 1));
      default:
        return this.#sized(marker >> 4, offset, depth);
    }
  }

  /** An object with a length: data, text, a list or a dictionary. */
  #sized(type: number, offset: number, depth: number): PlistValue {
    const { count, start } = this.#length(offset);
    switch (type) {
      case 0x4:
        return this.#bytes(start, count);
      case 0x5:
        return this.#bytes(start, count).toString('latin1');
      case 0x6:
        return Buffer.from(this.#bytes(start, count * 2))
          .swap16()
          .toString('utf16le');
      case 0xa:
        return this.#members(start, count, depth);
      case 0xd: {
        const members = this.#members(start, count * 2, depth);
        return Object.fromEntries(
          members.slice(0, count).map((key, index) => [String(key), members[count + index]!]),
        );
      }
      default:
        throw new RangeError(`binary plist: no such type as ${type}`);
    }
  }

  #members(start: number, count: number, depth: number): PlistValue[] {
    const width = this.#trailer[7] ?? 0;
    return Array.from({ length: count }, (_, index) =>
      this.#object(this.#plist.readUIntBE(start + index * width, width), depth + 1),
    );
  }

  #length(offset: number): { count: number; start: number } {
    const low = this.#plist.readUInt8(offset) & 0xf;
    if (low !== 0xf) return { count: low, start: offset + 1 };
    const width = 1 << (this.#plist.readUInt8(offset + 1) & 0xf);
    return { count: this.#integer(offset + 2, width), start: offset + 2 + width };
  }

  /** Up to four bytes are unsigned, eight are signed; wider ones carry zeros in front. */
  #integer(offset: number, width: number): number {
    if (width <= 4) return this.#plist.readUIntBE(offset, width);
    return Number(this.#plist.readBigInt64BE(offset + width - 8));
  }

  #bytes(start: number, length: number): Buffer {
    if (length < 0 || start + length > this.#plist.length) throw new RangeError('binary plist: cut off');
    return this.#plist.subarray(start, start + length);
  }
}
