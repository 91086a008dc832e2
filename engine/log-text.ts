// Text from outside reaches a log only through here: one event stays one line, and the line cannot move the
// cursor, change colours or reorder what a reader sees.

/** Control characters, line separators, lone surrogates, and what is invisible or changes direction. */
const UNSAFE =
  /(?:[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]|\u00ad|\u061c|\u180e|[\u200b-\u200f]|[\u202a-\u202e]|[\u2060-\u206f]|\ufeff)+/gu;

/** `text` as at most `lengthMax` characters of one safe line; `…` at the end says that some are missing. */
export function clean(text: string, lengthMax: number): string {
  const { line, isWhole } = safeLine(text, lengthMax);
  return cutTo(line, isWhole, lengthMax);
}

/** More of it than is needed, in one safe line. */
function safeLine(text: string, lengthMax: number): { readonly line: string; readonly isWhole: boolean } {
  // Cut first: the text may be a whole frame. What is removed is rarely more than a few characters.
  const head = text.slice(0, lengthMax * 4);
  return { line: head.replace(UNSAFE, ' ').trim(), isWhole: head.length === text.length };
}

function cutTo(line: string, isWhole: boolean, lengthMax: number): string {
  if (line.length <= lengthMax && isWhole) return line;
  return `${wholeCharacters(line.slice(0, lengthMax - 1))}…`;
}

/** Without the halves of pairs that a cut has torn apart. */
function wholeCharacters(text: string): string {
  return text.replace(/^\p{Cs}|\p{Cs}$/gu, '');
}

/** A chat by its number, which it has from its first message on. */
export function chatWords(chatId: number): string {
  return chatId === 0 ? 'a new chat' : `chat_id:${chatId}`;
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

/**
 * Numbers as people write them, in whatever digits: `+15550001111`, `(555) 000-1111`, `555.000.1111`. What a letter or a
 * minus joins to something else is no number of a person, and neither is a date.
 */
const PHONE =
  /(?<![\p{L}\p{N}_-])(?!\d{4}-\d\d-\d\d\b)\(?[+＋]?(?:\p{Nd}[\s()./\p{Pd}]{0,3}){6,18}\p{Nd}(?![\p{L}\p{N}_])/gu;
/** Mail addresses in whatever letters. */
const ADDRESS = /(?:[^\s@"`<>()[\]{},;:=]{1,64}|"[^\s@"]{1,64}")@[^\s@"'`<>()[\]{},;:=]+/gu;

/** By its digits alone, of which as few are shown however they are spaced. */
function redactNumber(number: string): string {
  return redactHandle(number.replace(/[^\p{Nd}+＋]/gu, ''));
}

/** Words of another program as they may stand in a log: one safe line, without anybody's full handle. */
export function cleanForeign(text: string, lengthMax: number): string {
  // Cleaned first: what cannot be seen between two digits keeps nobody from reading the number.
  const { line, isWhole } = safeLine(text, lengthMax);
  return cutTo(line.replace(ADDRESS, redactHandle).replace(PHONE, redactNumber), isWhole, lengthMax);
}
