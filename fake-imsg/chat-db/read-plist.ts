// Just enough of Apple's binary property list to take one string out of a flat dictionary.

const MAGIC = 'bplist00';

/** The string under `key` in the top dictionary; null where it is missing or the bytes are something else. */
export function plistString(bytes: Uint8Array, key: string): string | null {
  const plist = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (plist.length < 40 || plist.toString('latin1', 0, 8) !== MAGIC) return null;
  const trailer = plist.subarray(plist.length - 32);
  const offsetSize = trailer[6] ?? 0;
  const refSize = trailer[7] ?? 0;
  const top = Number(trailer.readBigUInt64BE(16));
  const table = Number(trailer.readBigUInt64BE(24));
  try {
    const offsetOf = (object: number) => plist.readUIntBE(table + object * offsetSize, offsetSize);
    const dictionary = header(plist, offsetOf(top));
    if (dictionary.type !== 0xd) return null;
    for (let index = 0; index < dictionary.count; index++) {
      const keyRef = plist.readUIntBE(dictionary.start + index * refSize, refSize);
      if (stringAt(plist, offsetOf(keyRef)) !== key) continue;
      const valueAt = dictionary.start + (dictionary.count + index) * refSize;
      return stringAt(plist, offsetOf(plist.readUIntBE(valueAt, refSize)));
    }
    return null;
  } catch (error) {
    // A damaged list points outside itself; imsg treats it as one that says nothing.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function header(plist: Buffer, offset: number): { type: number; count: number; start: number } {
  const marker = plist.readUInt8(offset);
  const type = marker >> 4;
  const count = marker & 0xf;
  if (count !== 0xf) return { type, count, start: offset + 1 };
  const size = 1 << (plist.readUInt8(offset + 1) & 0xf);
  return { type, count: plist.readUIntBE(offset + 2, size), start: offset + 2 + size };
}

function stringAt(plist: Buffer, offset: number): string | null {
  const { type, count, start } = header(plist, offset);
  if (type === 0x5) return plist.toString('latin1', start, start + count);
  if (type === 0x6)
    return Buffer.from(plist.subarray(start, start + count * 2))
      .swap16()
      .toString('utf16le');
  return null;
}
