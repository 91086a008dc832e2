import { type FileKind, fileKind } from './file-kind.ts';
import { safeFileName } from './file-name.ts';

/** A file that came with a message, as imsg names it, on the Mac that runs imsg. */
export interface Attachment {
  /** As it is, or will be, on the disk; foreign text, unlike `name`. '' = Messages had not noted it yet. */
  readonly path: string;
  /** One component of one line, whatever the sender called it. */
  readonly name: string;
  readonly kind: FileKind;
  readonly mimeType: string | null;
  readonly bytes: number | null;
  /** Of audio: nothing was written beside it, and Messages made no text of it. Left out = something was. */
  readonly isWordless?: true;
  /** Of audio that was noted after its message was told: what Messages made of it then. */
  readonly words?: string;
}

type WireAttachment = Readonly<
  Partial<Record<'original_path' | 'transfer_name' | 'mime_type' | 'uti' | 'total_bytes', unknown>>
>;

/** What nearly every row has of files. */
const NONE: readonly Attachment[] = [];
/** For a file of which nothing names a name. */
const NAMELESS = 'attachment';

/**
 * Entries that are not understood, or carry a preview (ATT-2), are left out; those that are not there yet are waited for
 * (ruling-24). Of a Live Photo the film is no file of its own: it is no part of the text, where each file has a
 * placeholder.
 */
export function attachmentsOf(value: unknown, text = ''): readonly Attachment[] {
  if (!Array.isArray(value) || value.length === 0) return NONE;
  const files = value.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const wire = entry as WireAttachment;
    const path = textOf(wire.original_path);
    const [given, mimeType, uti] = [textOf(wire.transfer_name), textOf(wire.mime_type), textOf(wire.uti)];
    if (path === '' && given === '') return [];
    if ([path, given, uti].some((text) => /\.pluginPayloadAttachment$/i.test(text))) return [];
    const name = safeFileName(given) ?? safeFileName(path) ?? NAMELESS;
    return {
      path,
      name,
      kind: fileKind({ mimeType, uti, name }),
      mimeType: mimeType === '' ? null : mimeType,
      bytes: Number.isSafeInteger(wire.total_bytes) ? (wire.total_bytes as number) : null,
    };
  });
  return files.length > 1 && files.length >= text.split('\uFFFC').length ? withoutFilms(files) : files;
}

/**
 * With the files that have a placeholder in the text and of which Messages had noted nothing when the message was told:
 * their names are not known yet either.
 */
export function withUnnoted(files: readonly Attachment[], text: string): readonly Attachment[] {
  const placeholders = text.split('\uFFFC').length - 1;
  if (placeholders <= files.length) return files;
  return [...files, ...Array.from({ length: placeholders - files.length }, () => UNNOTED)];
}

const UNNOTED: Attachment = { path: '', name: NAMELESS, kind: 'attachment', mimeType: null, bytes: null };

/** Whether nothing is known of it but that it is there. */
export function isUnnoted({ path, name, kind }: Attachment): boolean {
  return path === '' && name === NAMELESS && kind === 'attachment';
}

/** What is called like a picture and moves belongs to it. */
function withoutFilms(files: readonly Attachment[]): readonly Attachment[] {
  const stemOf = ({ name }: Attachment) => name.replace(/\.[^.]*$/, '').toLowerCase();
  const pictures = new Set(files.filter(({ kind }) => kind === 'image').map(stemOf));
  return files.filter((file) => file.kind !== 'video' || !pictures.has(stemOf(file)));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
