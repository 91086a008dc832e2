// What imsg takes for the picture of a sticker. Limits and words are those of StickerAsset errors in openclaw/imsg; it asks macOS
// to decode the picture, here its header, its end and the number of its frames are looked at.

import { gifFrames, pngFrames } from './picture-frames.ts';

/** A sticker that imsg does not send; the message is what it says. */
export class StickerRefused extends Error {
  override readonly name = 'StickerRefused';
}

const BYTES_MAX = 500 * 1024;
const SIDE_MAX = 618;
const FRAMES_MAX = 100;
/** Of all frames together. */
const PIXELS_MAX = 25_000_000;
const PNG_END = Buffer.from([0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]);

interface Format {
  readonly uti: string;
  is(bytes: Buffer): boolean;
  isWhole(bytes: Buffer): boolean;
  frames(bytes: Buffer): number;
  /** Width and height; null where they are nowhere to be found. */
  size(bytes: Buffer): readonly [number, number] | null;
}

const FORMATS: readonly Format[] = [
  {
    uti: 'public.png',
    is: (bytes) => bytes.subarray(1, 4).toString('latin1') === 'PNG',
    isWhole: (bytes) => bytes.subarray(-PNG_END.length).equals(PNG_END),
    frames: pngFrames,
    size: (bytes) => (bytes.length < 24 ? null : [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]),
  },
  {
    uti: 'com.compuserve.gif',
    is: (bytes) => bytes.subarray(0, 4).toString('latin1') === 'GIF8',
    isWhole: (bytes) => bytes.at(-1) === 0x3b,
    frames: gifFrames,
    size: (bytes) => (bytes.length < 10 ? null : [bytes.readUInt16LE(6), bytes.readUInt16LE(8)]),
  },
  {
    uti: 'public.jpeg',
    is: (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8,
    isWhole: (bytes) => bytes.at(-2) === 0xff && bytes.at(-1) === 0xd9,
    frames: () => 1,
    size: jpegSize,
  },
];

/** Throws `StickerRefused`. */
export function checkSticker(picture: Uint8Array): void {
  const bytes = Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength);
  if (bytes.length === 0 || bytes.length > BYTES_MAX)
    throw new StickerRefused(`sticker must be 1...${BYTES_MAX} bytes (received ${bytes.length})`);
  const format = FORMATS.find(({ is }) => is(bytes));
  if (!format) throw new StickerRefused('unsupported sticker image format: unknown');
  const frames = format.frames(bytes);
  if (frames < 1 || frames > FRAMES_MAX)
    throw new StickerRefused(`sticker must contain 1...${FRAMES_MAX} image frames (received ${frames})`);
  if (!format.isWhole(bytes))
    throw new StickerRefused(`unsupported sticker image format: ${format.uti} (incomplete data)`);
  const [width, height] = format.size(bytes) ?? [0, 0];
  if (width < 1 || height < 1 || width > SIDE_MAX || height > SIDE_MAX) {
    const limit = `${SIDE_MAX}x${SIDE_MAX}`;
    throw new StickerRefused(
      `sticker dimensions must be positive and at most ${limit} (received ${width}x${height})`,
    );
  }
  checkPixels(frames, width * height);
}

/** Counted frame by frame: what is told is the sum with which it is too much. */
function checkPixels(frames: number, each: number): void {
  const tooMany = Math.floor(PIXELS_MAX / each) + 1;
  if (frames < tooMany) return;
  throw new StickerRefused(`sticker animation contains too many decoded pixels (received ${tooMany * each})`);
}

/** From the first segment that begins a frame. */
function jpegSize(bytes: Buffer): readonly [number, number] | null {
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1]!;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}
