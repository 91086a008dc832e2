// Words as they come back. Before 0.15.2 imsg looks for them among the bytes of a body, and may show them with what is left of
// the number in front of them that says how long they are, or not tell their end (wire-4.3, wire-11.11).

import { isArchive, NO_TEXT } from './debris.ts';

/** What these builds take away in front of any text. */
const LEAD = /^[\s\p{Cc}\p{Cf}]+/u;
/** In an archive, between what begins a text and what follows it. */
const BEGIN = Buffer.from('+');
const END = Buffer.from([0x86, 0x84]);
/** Whether what a row says may be these words; both as they are compared. */
export function readsAs(read: string, said: string): boolean {
  if (read === said) return true;
  if (read === '' || said === '') return false;
  const [shown, words] = [withoutLead(read), withoutLead(said)];
  if (shown === words) return true;
  if (shown.endsWith(words)) return behindItsLength(said).includes(shown);
  return shown.includes(NO_TEXT) && isTornAs(shown, said);
}

/** All that may be left of the number, and the words. */
function behindItsLength(said: string): readonly string[] {
  const words = Buffer.from(said);
  const length = lengthOf(words);
  return [...length.keys()].map((at) => textOf(Buffer.concat([length.subarray(at), words])));
}

/** Words that hold the bytes that end a text: what stands before those is shown, or all of the archive. */
function isTornAs(shown: string, said: string): boolean {
  const words = Buffer.from(said);
  const at = words.indexOf(END);
  if (at === -1) return false;
  if (isArchive(shown)) return shown.includes(Buffer.concat([BEGIN, lengthOf(words), words]).toString());
  const torn = words.subarray(0, at);
  const length = lengthOf(words);
  const starts = [...length.keys(), length.length];
  return starts.some((from) => textOf(Buffer.concat([length.subarray(from), torn])) === shown);
}

/** As an archive has it: one byte, or a mark and two or four (file-4.2). */
function lengthOf({ length }: Buffer): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const isShort = length < 0x8000;
  const number = Buffer.alloc(isShort ? 3 : 5, isShort ? 0x81 : 0x82);
  number.writeUIntLE(length, 1, number.length - 1);
  return number;
}

const textOf = (bytes: Buffer) => withoutLead(bytes.toString().trim());
const withoutLead = (text: string) => text.replace(LEAD, '');
