// What a file is, by whatever mark says it: each of them may be missing, or say nothing (ruling-24).

export type FileKind = 'image' | 'audio' | 'video' | 'document' | 'attachment';

/** Uniform Type Identifiers that do not name their kind themselves. */
const UTI_KINDS: readonly (readonly [FileKind, RegExp])[] = [
  ['audio', /audio|\bmp3$|\bcoreaudio|adaptive-multi-rate|\bwaveform|\bmidi|\bogg$|\bflac$/],
  ['video', /video|movie|\bmpeg(?:-[24])?$|\b3gpp2?$|\bavi$/],
  ['image', /image|\b(?:jpeg(?:-2000)?|png|gif|tiff|hei[cf]s?|webp|bmp|avif|icns|svg)$/],
  [
    'document',
    /text|\b(?:pdf|vcard|vlocation|rtfd?|html|json|xml|csv|zip-archive|pages|numbers|keynote)$|^com\.microsoft\.(?:word|excel|powerpoint)|^org\.openxmlformats\./,
  ],
];

const EXTENSIONS: Readonly<Record<Exclude<FileKind, 'attachment'>, string>> = {
  image: 'jpg jpeg png gif heic heif heics webp tif tiff bmp avif svg dng',
  audio: 'caf m4a mp3 aac amr wav aif aiff flac ogg oga opus wma',
  video: 'mov mp4 m4v 3gp 3g2 avi mkv webm mpg mpeg',
  document:
    'pdf txt md rtf doc docx xls xlsx ppt pptx pages numbers key csv tsv html htm json xml vcf ics zip',
};
const KIND_OF_EXTENSION: ReadonlyMap<string, FileKind> = new Map(
  (Object.keys(EXTENSIONS) as (keyof typeof EXTENSIONS)[]).flatMap((kind) =>
    EXTENSIONS[kind].split(' ').map((extension) => [extension, kind] as const),
  ),
);

interface Marks {
  /** '' where there is none. */
  readonly mimeType: string;
  readonly uti: string;
  readonly name: string;
}

/** The MIME type decides where it says anything, then the UTI, then the extension. */
export function fileKind({ mimeType, uti, name }: Marks): FileKind {
  const mime = mimeType.trim().toLowerCase();
  const [, family] = /^(image|audio|video)\//.exec(mime) ?? [];
  if (family !== undefined) return family as FileKind;
  const isDocument = /^(?:text|application)\//.test(mime);
  if (isDocument && mime !== 'application/octet-stream') return 'document';
  const identifier = uti.trim().toLowerCase();
  const byUti = UTI_KINDS.find(([, pattern]) => pattern.test(identifier))?.[0];
  const byName = KIND_OF_EXTENSION.get(/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '');
  return byUti ?? byName ?? (isDocument ? 'document' : 'attachment');
}
