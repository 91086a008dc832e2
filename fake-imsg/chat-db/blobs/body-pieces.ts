import {
  type AttributeRun,
  type AttributeValue,
  type BodyFlavour,
  encodeAttributedBody,
} from './attributed-body.ts';

export type TextStyle = 'bold' | 'italic' | 'underline' | 'strikethrough';

/** What a body is made of, in reading order. Text goes on in the part before it unless it starts one. */
export type BodyPiece =
  | { readonly text: string; readonly startsPart?: true }
  /** Formatted text, by the attributes of file-4.6. */
  | { readonly text: string; readonly styles: readonly TextStyle[]; readonly startsPart?: true }
  /** A name that stands for a person. */
  | { readonly text: string; readonly mention: string; readonly startsPart?: true }
  /** Text that the data detector took for an address on the web. */
  | { readonly text: string; readonly link: string; readonly startsPart?: true }
  /** A file, by `attachment.guid`; it shows as U+FFFC. */
  | { readonly attachmentGuid: string };

export interface Body {
  readonly text: string;
  readonly bytes: Buffer;
  /** For `message.part_count`: text and files alternate, each stretch is a part of its own. */
  readonly partCount: number;
}

/** The number of the part that a stretch belongs to. */
export const PART = '__kIMMessagePartAttributeName';
/** The file that a U+FFFC stands for, by `attachment.guid`. */
export const FILE = '__kIMFileTransferGUIDAttributeName';
const MENTION = '__kIMMentionConfirmedMention';
const LINK = '__kIMLinkAttributeName';
const STYLES: Readonly<Record<TextStyle, string>> = {
  bold: '__kIMTextBoldAttributeName',
  italic: '__kIMTextItalicAttributeName',
  underline: '__kIMTextUnderlineAttributeName',
  strikethrough: '__kIMTextStrikethroughAttributeName',
};
const OBJECT_REPLACEMENT = '\uFFFC';

type Attributes = AttributeRun['attributes'];

/** The value of a style that is on. */
const SET: AttributeValue = { kind: 'number', type: 'i', value: 1 };

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
      if ('styles' in piece) {
        const styles = piece.styles.map((style) => [STYLES[style], SET] as const);
        return [...styles, [PART, part]];
      }
      return plain;
    },
  };
}

/** Text pieces as one part of a body. Empty ones are left out. */
export function textPart(
  index: number,
  pieces: readonly BodyPiece[],
): { text: string; runs: AttributeRun[] } {
  const part = partAttributes(index);
  const full = pieces.filter((piece) => contentOf(piece) !== '');
  return {
    text: full.map(contentOf).join(''),
    runs: full.map((piece) => ({ length: contentOf(piece).length, attributes: part.of(piece) })),
  };
}

const contentOf = (piece: BodyPiece) => ('attachmentGuid' in piece ? OBJECT_REPLACEMENT : piece.text);

/** Numbers the parts, lays out the runs and archives the body (file-4.6). Empty texts are left out. */
export function composeBody(flavour: BodyFlavour, pieces: readonly BodyPiece[]): Body {
  const runs: AttributeRun[] = [];
  let text = '';
  let partCount = 0;
  let part: ReturnType<typeof partAttributes> | null = null;
  let inText = false;
  for (const piece of pieces) {
    const isFile = 'attachmentGuid' in piece;
    const content = contentOf(piece);
    if (content === '') continue;
    const isApart = 'startsPart' in piece && piece.startsPart;
    if (part === null || isFile || !inText || isApart) part = partAttributes(partCount++);
    inText = !isFile;
    runs.push({ length: content.length, attributes: part.of(piece) });
    text += content;
  }
  return { text, bytes: encodeAttributedBody(flavour, text, runs), partCount };
}
