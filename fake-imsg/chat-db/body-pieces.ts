import {
  type AttributeRun,
  type AttributeValue,
  type BodyFlavour,
  encodeAttributedBody,
} from './attributed-body.ts';

/** What a body is made of, in reading order. */
export type BodyPiece =
  | { readonly text: string }
  /** A name that stands for a person. */
  | { readonly text: string; readonly mention: string }
  /** Text that the data detector took for an address on the web. */
  | { readonly text: string; readonly link: string }
  /** A file, by `attachment.guid`; it shows as U+FFFC. */
  | { readonly attachmentGuid: string };

export interface Body {
  readonly text: string;
  readonly bytes: Buffer;
  /** For `message.part_count`: text and files alternate, each stretch is a part of its own. */
  readonly partCount: number;
}

const PART = '__kIMMessagePartAttributeName';
const FILE = '__kIMFileTransferGUIDAttributeName';
const MENTION = '__kIMMentionConfirmedMention';
const LINK = '__kIMLinkAttributeName';
const OBJECT_REPLACEMENT = '\uFFFC';

type Attributes = AttributeRun['attributes'];

/** Attribute lists of one part, made once so that runs with equal attributes share a dictionary. */
function partAttributes(index: number) {
  const part: AttributeValue = { kind: 'number', type: 'i', value: index };
  const plain: Attributes = [[PART, part]];
  return {
    of(piece: BodyPiece): Attributes {
      if ('attachmentGuid' in piece) {
        return [
          [FILE, { kind: 'string', value: piece.attachmentGuid }],
          [PART, part],
        ];
      }
      if ('mention' in piece) {
        return [
          [MENTION, { kind: 'string', value: piece.mention }],
          [PART, part],
        ];
      }
      if ('link' in piece) {
        return [
          [LINK, { kind: 'url', value: piece.link }],
          [PART, part],
        ];
      }
      return plain;
    },
  };
}

/** Numbers the parts, lays out the runs and archives the body (chat-db.md 4.6). Empty texts are left out. */
export function composeBody(flavour: BodyFlavour, pieces: readonly BodyPiece[]): Body {
  const runs: AttributeRun[] = [];
  let text = '';
  let partCount = 0;
  let part: ReturnType<typeof partAttributes> | null = null;
  let inText = false;
  for (const piece of pieces) {
    const isFile = 'attachmentGuid' in piece;
    const content = isFile ? OBJECT_REPLACEMENT : piece.text;
    if (content === '') continue;
    if (part === null || isFile || !inText) part = partAttributes(partCount++);
    inText = !isFile;
    runs.push({ length: content.length, attributes: part.of(piece) });
    text += content;
  }
  return { text, bytes: encodeAttributedBody(flavour, text, runs), partCount };
}
