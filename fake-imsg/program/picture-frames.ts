// How many frames a picture has, by what its format says of them. One that breaks off has as many as are there.

const PNG_HEADER = 8;
const GIF_HEADER = 13;
const EXTENSION = 0x21;
const IMAGE = 0x2c;
const IMAGE_HEADER = 10;

/** An animated PNG says it in a chunk before its first image; any other has one. */
export function pngFrames(bytes: Buffer): number {
  for (let at = PNG_HEADER; at + 12 <= bytes.length; ) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'acTL') return bytes.readUInt32BE(at + 8);
    if (type === 'IDAT') break;
    at += 12 + bytes.readUInt32BE(at);
  }
  return 1;
}

/** The images of a GIF are counted. */
export function gifFrames(bytes: Buffer): number {
  let frames = 0;
  let at = GIF_HEADER + colours(bytes[10]);
  while (at < bytes.length) {
    if (bytes[at] === EXTENSION) {
      at = behindBlocks(bytes, at + 2);
    } else if (bytes[at] === IMAGE) {
      frames += 1;
      at = behindBlocks(bytes, at + IMAGE_HEADER + colours(bytes[at + 9]) + 1);
    } else break;
  }
  return frames;
}

/** The bytes of a table of colours that these flags tell of. */
const colours = (flags = 0): number => (flags & 0x80 ? 3 * 2 ** ((flags & 0x07) + 1) : 0);

/** Blocks follow each other, each behind its length, until one is empty. */
function behindBlocks(bytes: Buffer, from: number): number {
  let at = from;
  while (bytes[at]) at += bytes[at]! + 1;
  return at + 1;
}
