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

const PIXEL_JPEG = base64(
  `/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP${'/'.repeat(86)}wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA=`,
);

/** No more than what names the format: enough to be recognised, not to be shown. */
const HEIC_HEADER = Buffer.from('00000018667479706865696300000000' + '6d69663168656963', 'hex');

/** The kinds there are, the first being what a phone sends. */
export const PICTURES: readonly Picture[] = [
  { mimeType: 'image/jpeg', uti: 'public.jpeg', extension: 'jpeg', bytes: PIXEL_JPEG },
  { mimeType: 'image/png', uti: 'public.png', extension: 'png', bytes: PIXEL_PNG },
  { mimeType: 'image/gif', uti: 'com.compuserve.gif', extension: 'gif', bytes: PIXEL_GIF },
  { mimeType: 'image/heic', uti: 'public.heic', extension: 'HEIC', bytes: HEIC_HEADER },
];
