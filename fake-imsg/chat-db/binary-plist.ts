// Binary property lists, as far as `message_summary_info` needs them (chat-db.md 3.5): one flat dictionary
// of short ASCII keys with booleans and small numbers.

const MAGIC = 'bplist00';
const TRAILER_BYTES = 32;

function valueBytes(value: boolean | number): Buffer {
  if (typeof value === 'boolean') return Buffer.from([value ? 0x09 : 0x08]);
  if (!Number.isInteger(value) || value < 0 || value > 0xff) {
    throw new RangeError(`binary plist: ${value} is not an integer from 0 to 255`);
  }
  return Buffer.from([0x10, value]);
}

function keyBytes(key: string): Buffer {
  if (key.length > 14) throw new RangeError(`binary plist: the key ${key} is longer than 14 characters`);
  return Buffer.concat([Buffer.from([0x50 | key.length]), Buffer.from(key, 'ascii')]);
}

/** A flat dictionary of at most 14 entries as a binary property list. */
export function binaryPlist(entries: Readonly<Record<string, boolean | number>>): Buffer {
  const keys = Object.keys(entries);
  const count = keys.length;
  if (count > 14) throw new RangeError('binary plist: more than 14 entries');
  const references = [...keys, ...keys].map((_, index) => index + 1);
  const objects = [
    Buffer.from([0xd0 | count, ...references]),
    ...keys.map(keyBytes),
    ...keys.map((key) => valueBytes(entries[key]!)),
  ];
  const offsets: number[] = [];
  let end = MAGIC.length;
  for (const object of objects) {
    offsets.push(end);
    end += object.length;
  }
  const trailer = Buffer.alloc(TRAILER_BYTES);
  trailer[6] = 1; // bytes in an offset
  trailer[7] = 1; // bytes in an object reference
  trailer.writeBigUInt64BE(BigInt(objects.length), 8);
  trailer.writeBigUInt64BE(BigInt(end), 24);
  return Buffer.concat([Buffer.from(MAGIC, 'ascii'), ...objects, Buffer.from(offsets), trailer]);
}
