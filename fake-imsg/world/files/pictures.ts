import { SMALL_HEIC } from './heic.ts';

/** A picture that somebody may send. */
export interface Picture {
  readonly mimeType: string;
  readonly uti: string;
  readonly extension: string;
  readonly bytes: Buffer;
}

const base64 = (text: string) => Buffer.from(text, 'base64');

/** One pixel. */
export const PIXEL_PNG = base64(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
);

const PIXEL_GIF = base64('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7');

/** One grey pixel: a table of quantisers, the frame, a table of codes each for DC and AC, and two bits. */
const PIXEL_JPEG = Buffer.from(
  [
    'ffd8',
    `ffdb004300${'01'.repeat(64)}`,
    'ffc0000b080001000101011100',
    `ffc400140001${'00'.repeat(15)}00`,
    `ffc400141001${'00'.repeat(15)}00`,
    'ffda0008010100003f003f',
    'ffd9',
  ].join(''),
  'hex',
);

/** The kinds there are, the first being what a phone sends. */
export const PICTURES: readonly Picture[] = [
  { mimeType: 'image/jpeg', uti: 'public.jpeg', extension: 'jpeg', bytes: PIXEL_JPEG },
  { mimeType: 'image/png', uti: 'public.png', extension: 'png', bytes: PIXEL_PNG },
  { mimeType: 'image/gif', uti: 'com.compuserve.gif', extension: 'gif', bytes: PIXEL_GIF },
  { mimeType: 'image/heic', uti: 'public.heic', extension: 'HEIC', bytes: SMALL_HEIC },
];
