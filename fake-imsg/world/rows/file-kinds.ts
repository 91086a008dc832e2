import { PICTURES } from './pictures.ts';

/** What macOS knows of a file by its name (file-8). */
export interface FileKind {
  readonly mimeType: string | null;
  readonly uti: string;
  readonly bytes: Buffer;
}

/** The least that is recognised as a PDF: one empty page. */
const EMPTY_PDF = Buffer.from(
  [
    '%PDF-1.4',
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj',
    'trailer<</Root 1 0 R>>',
    '%%EOF',
    '',
  ].join('\n'),
);

const MOVIE_HEADER = Buffer.from('0000001466747970717420200000000071742020', 'hex');
const MP4_HEADER = Buffer.from('000000186674797069736f6d0000000069736f6d6d703432', 'hex');
const ZIP_END = Buffer.from(`504b0506${'00'.repeat(18)}`, 'hex');
const CARD = Buffer.from('BEGIN:VCARD\r\nVERSION:3.0\r\nN:Example;Ann;;;\r\nFN:Ann Example\r\nEND:VCARD\r\n');
const PLAIN = Buffer.from('plain text\n');

/** What every voice memo is called. */
export const VOICE_MEMO_NAME = 'Audio Message.caf';

/** A Core Audio file that says what it would hold, and holds nothing: header and description. */
const EMPTY_CAF = Buffer.concat([
  Buffer.from('caff\0\x01\0\0', 'latin1'),
  Buffer.from('desc\0\0\0\0\0\0\0\x20', 'latin1'),
  Buffer.from('40d7700000000000', 'hex'),
  Buffer.from('opus\0\0\0\0', 'latin1'),
  Buffer.from('00000000000001e00000000100000000', 'hex'),
]);

const OOXML = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const pictures = PICTURES.map(
  ({ extension, ...kind }) => [extension.toLowerCase(), kind] as const,
) satisfies (readonly [string, FileKind])[];

const KINDS: ReadonlyMap<string, FileKind> = new Map<string, FileKind>([
  ...pictures,
  ['jpg', pictures[0]![1]],
  ['pdf', { mimeType: 'application/pdf', uti: 'com.adobe.pdf', bytes: EMPTY_PDF }],
  ['mov', { mimeType: 'video/quicktime', uti: 'com.apple.quicktime-movie', bytes: MOVIE_HEADER }],
  ['mp4', { mimeType: 'video/mp4', uti: 'public.mpeg-4', bytes: MP4_HEADER }],
  ['vcf', { mimeType: 'text/vcard', uti: 'public.vcard', bytes: CARD }],
  ['caf', { mimeType: 'audio/x-caf', uti: 'com.apple.coreaudio-format', bytes: EMPTY_CAF }],
  ['txt', { mimeType: 'text/plain', uti: 'public.plain-text', bytes: PLAIN }],
  ['zip', { mimeType: 'application/zip', uti: 'public.zip-archive', bytes: ZIP_END }],
  ['docx', { mimeType: OOXML, uti: 'org.openxmlformats.wordprocessingml.document', bytes: ZIP_END }],
]);

/** What macOS makes up for an extension that no program has claimed. */
const UNKNOWN: FileKind = { mimeType: null, uti: 'dyn.ah62d4rv4ge80e2pysq', bytes: PLAIN };

/** The kind of a file, by the end of its name; unknown ones have no MIME type. */
export function fileKind(name: string): FileKind {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return KINDS.get(extension) ?? UNKNOWN;
}
