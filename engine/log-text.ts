// Text from outside reaches a log only through here: one event stays one line, and the line cannot move the
// cursor, change colours or reorder what a reader sees.

/** Control characters, line separators, lone surrogates, and what is invisible or changes direction. */
const UNSAFE =
  /(?:[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]|\u00ad|\u061c|\u180e|[\u200b-\u200f]|[\u202a-\u202e]|[\u2060-\u206f]|\ufeff)+/gu;

/** `text` as at most `lengthMax` characters of one safe line; `…` at the end says that some are missing. */
export function clean(text: string, lengthMax: number): string {
  // Cut first: the text may be a whole frame. What is removed is rarely more than a few characters.
  const head = text.slice(0, lengthMax * 4);
  const line = head.replace(UNSAFE, ' ').trim();
  if (line.length <= lengthMax && head.length === text.length) return line;
  return `${wholeCharacters(line.slice(0, lengthMax - 1))}…`;
}

/** Without the halves of pairs that a cut has torn apart. */
function wholeCharacters(text: string): string {
  return text.replace(/^\p{Cs}|\p{Cs}$/gu, '');
}

/**
 * A handle that can be recognised by somebody who knows it, and not be dialled by anybody who does not:
 * `+1555…1111`, `a…@example.com`. The same handle always gives the same text.
 */
export function redactHandle(handle: string): string {
  const line = clean(handle, 64);
  const at = line.lastIndexOf('@');
  if (at > 0) return `${wholeCharacters(line.slice(0, 1))}…${line.slice(at)}`;
  const [head, tail] = line.length >= 12 ? [line.slice(0, 5), line.slice(-4)] : ['', line.slice(-2)];
  return line.length > 4 ? `${wholeCharacters(head)}…${wholeCharacters(tail)}` : '…';
}

const PHONE = /\+\d{7,15}|\b\d{10,15}\b/g;
const ADDRESS = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;

/** Words of another program as they may stand in a log: one safe line, without anybody's full handle. */
export function cleanForeign(text: string, lengthMax: number): string {
  const redacted = text
    .slice(0, lengthMax * 4)
    .replace(PHONE, redactHandle)
    .replace(ADDRESS, redactHandle);
  return clean(redacted, lengthMax);
}
