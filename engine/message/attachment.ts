import { type FileKind, fileKind } from './file-kind.ts';
import { safeFileName } from './file-name.ts';

/** A file that came with a message, as imsg names it, on the Mac that runs imsg. */
export interface Attachment {
  /** As it is on the disk; foreign text, unlike `name`. */
  readonly path: string;
  /** One component of one line, whatever the sender called it. */
  readonly name: string;
  readonly kind: FileKind;
  readonly mimeType: string | null;
  readonly bytes: number | null;
}

type WireAttachment = Readonly<
  Partial<
    Record<'original_path' | 'transfer_name' | 'mime_type' | 'uti' | 'missing' | 'total_bytes', unknown>
  >
>;

/** What nearly every row has of files. */
const NONE: readonly Attachment[] = [];
/** For a file of which nothing names a name. */
const NAMELESS = 'attachment';

/** Entries that are not understood, are missing (ATT-3) or carry a preview (ATT-2) are left out. */
export function attachmentsOf(value: unknown): readonly Attachment[] {
  if (!Array.isArray(value) || value.length === 0) return NONE;
  return value.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return [];
    const wire = entry as WireAttachment;
    const path = textOf(wire.original_path);
    if (path === '' || wire.missing === true) return [];
    const [given, mimeType, uti] = [textOf(wire.transfer_name), textOf(wire.mime_type), textOf(wire.uti)];
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
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
