import { SILENT_CAF } from './core-audio.ts';
import { EMPTY_PDF, SMALL_DOCX, SMALL_ZIP } from './documents.ts';
import { SMALL_MOV, SMALL_MP4 } from './film.ts';
import { PICTURES } from './pictures.ts';

/** What macOS knows of a file by its name (file-8), and the smallest file of the kind that programs take. */
export interface FileKind {
  readonly mimeType: string | null;
  readonly uti: string | null;
  readonly bytes: Buffer;
}

const CARD = Buffer.from('BEGIN:VCARD\r\nVERSION:3.0\r\nN:Example;Ann;;;\r\nFN:Ann Example\r\nEND:VCARD\r\n');
const PLAIN = Buffer.from('plain text\n');

/** What every voice memo is called. */
export const VOICE_MEMO_NAME = 'Audio Message.caf';

const OOXML = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const pictures = PICTURES.map(
  ({ extension, ...kind }) => [extension.toLowerCase(), kind] as const,
) satisfies (readonly [string, FileKind])[];

const KINDS: ReadonlyMap<string, FileKind> = new Map<string, FileKind>([
  ...pictures,
  ['jpg', pictures[0]![1]],
  ['pdf', { mimeType: 'application/pdf', uti: 'com.adobe.pdf', bytes: EMPTY_PDF }],
  ['mov', { mimeType: 'video/quicktime', uti: 'com.apple.quicktime-movie', bytes: SMALL_MOV }],
  ['mp4', { mimeType: 'video/mp4', uti: 'public.mpeg-4', bytes: SMALL_MP4 }],
  ['vcf', { mimeType: 'text/vcard', uti: 'public.vcard', bytes: CARD }],
  ['caf', { mimeType: 'audio/x-caf', uti: 'com.apple.coreaudio-format', bytes: SILENT_CAF }],
  ['txt', { mimeType: 'text/plain', uti: 'public.plain-text', bytes: PLAIN }],
  ['zip', { mimeType: 'application/zip', uti: 'public.zip-archive', bytes: SMALL_ZIP }],
  ['docx', { mimeType: OOXML, uti: 'org.openxmlformats.wordprocessingml.document', bytes: SMALL_DOCX }],
]);

/** What macOS makes up for an extension that no program has claimed. */
const UNKNOWN: FileKind = { mimeType: null, uti: 'dyn.ah62d4rv4ge80e2pysq', bytes: PLAIN };

/** The kind of a file, by the end of its name; unknown ones have no MIME type. */
export function fileKind(name: string): FileKind {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return KINDS.get(extension) ?? UNKNOWN;
}
