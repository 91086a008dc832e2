import { isBlank } from './text.ts';

/** What begins an escape sequence, as two characters or as the one of eight bits that stands for them. */
export const CSI = String.raw`(?:\u001b\[|\u009b)`;
/** Of strings that a terminal takes for itself: titles, links, device control. */
export const STRING = String.raw`(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])`;
/** What stands in them: another one that begins ends it, so that nothing is looked through twice. */
const WITHIN_STRING = String.raw`[^\u0007\u001b\u0090\u0098\u009c-\u009f]`;
export const STRING_END = String.raw`(?:\u0007|\u001b\\|\u009c)`;

/**
 * Escape sequences (ECMA-48), control characters but line feed and tab, and halves of surrogate pairs. A string that
 * never ends loses only its beginning: what follows may be words.
 */
const NOT_PLAIN = new RegExp(
  [
    `${CSI}[0-?]*[ -/]*[@-~]?`,
    `${STRING}${WITHIN_STRING}*${STRING_END}`,
    String.raw`\u001b[ -/]*[0-~]`,
    String.raw`(?![\n\t])\p{Cc}`,
    String.raw`\p{Cs}`,
  ].join('|'),
  'gu',
);

/** What an agent says as it may leave (ruling-25); '' where nothing is left that anybody could see. */
export function plainText(text: string): string {
  const plain = text.replace(NOT_PLAIN, '').trim();
  return isBlank(plain) ? '' : plain;
}
