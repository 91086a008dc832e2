// The text of a message body as imsg itself derives it (wire-4.3). It does not parse the archive:
// it looks for byte runs, so it has limits that a real parser has not, and clients meet those limits.

import { charactersOf } from './characters.ts';

const RUN_START = Buffer.from([0x01, 0x2b]);
const RUN_END = Buffer.from([0x86, 0x84]);
/** Cc and Cf: also a byte order mark, a soft hyphen or a zero-width space goes. */
const LEADING_CONTROLS = /^[\p{Cc}\p{Cf}]+/u;
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** How a release finds the text in a body. */
export type BodyReading = 'guessed' | 'longest' | 'measured' | 'declared';

/** The text of an attributedBody as each way of reading finds it; the same text whenever it is asked. */
export const BODY_READERS: Readonly<Record<BodyReading, (body: Uint8Array) => string>> = {
  guessed: guessedBodyText,
  longest: longestBodyText,
  measured: bodyText,
  declared: declaredBodyText,
};

/** The longest text among the runs of an attributedBody; the whole blob, lossily, where no run has any. */
export function bodyText(body: Uint8Array): string {
  return textByRuns(body, measuredText);
}

/** The same in builds of 0.7: a length that is a printable character stays in front of the text (wire-4.3). */
function longestBodyText(body: Uint8Array): string {
  return textByRuns(body, longestText);
}

function textByRuns(body: Uint8Array, runText: (run: Buffer) => string): string {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    const text = bytes.subarray(2).toString('utf16le');
    if (text.isWellFormed()) return trimmed(text);
  }
  return longestRun(bytes, runText) || trimmed(bytes.toString('utf8'));
}

/** The same in builds before 0.7: they knew lengths of one byte only, and no UTF-16. */
export function guessedBodyText(body: Uint8Array): string {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  return longestRun(bytes, guessedText) || trimmed(bytes.toString('utf8'));
}

/**
 * The same in builds from 0.15.2 on: the first text of the archive, exactly as many bytes as it says that it has.
 * What is no such text is none.
 */
function declaredBodyText(body: Uint8Array): string {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const at = bytes.indexOf(RUN_START);
  const declared = at === -1 ? null : declaredLength(bytes, at + RUN_START.length);
  if (!declared || declared.end > bytes.length) return '';
  return bytes.toString('utf8', declared.start, declared.end);
}

/** Where a text stands whose length is at `at`: one byte, or a mark and two or four (file-4.2). */
function declaredLength(bytes: Buffer, at: number): { readonly start: number; readonly end: number } | null {
  const first = bytes[at];
  const width = first === 0x81 ? 2 : first === 0x82 ? 4 : 0;
  if (first === undefined || (width === 0 && first >= 0x80) || at + 1 + width > bytes.length) return null;
  const length = width === 0 ? first : bytes.readUIntLE(at + 1, width);
  return { start: at + 1 + width, end: at + 1 + width + length };
}

function longestRun(bytes: Buffer, runText: (run: Buffer) => string): string {
  let longest = '';
  for (let start = bytes.indexOf(RUN_START); start !== -1; start = bytes.indexOf(RUN_START, start + 1)) {
    const end = bytes.indexOf(RUN_END, start + 2);
    if (end === -1) break;
    const text = runText(bytes.subarray(start + 2, end));
    if (text !== '' && (longest === '' || charactersOf(text).length > charactersOf(longest).length))
      longest = text;
  }
  return longest;
}

/** Any bytes are text, and a first byte that equals the number of bytes behind it is their length. */
function guessedText(run: Buffer): string {
  const hasLength = run.length > 1 && run[0] === run.length - 1;
  return trimmed(run.subarray(hasLength ? 1 : 0).toString('utf8'));
}

/** With the length in front of it or without, whichever is more text. */
function longestText(run: Buffer): string {
  const whole = decode(run) ?? '';
  const length = lengthBytes(run);
  const text = length === 0 ? '' : (decode(run.subarray(length)) ?? '');
  return charactersOf(text).length > charactersOf(whole).length ? text : whole;
}

/** Without the length in front of it, or with it where what follows is no UTF-8. */
function measuredText(run: Buffer): string {
  const length = lengthBytes(run);
  const text = length === 0 ? null : decode(run.subarray(length));
  return text ?? decode(run) ?? '';
}

/**
 * How many bytes of a run count as its length. Of the longer forms only the first bytes do: the rest, being
 * mostly zero, goes as control characters.
 */
function lengthBytes(run: Buffer): number {
  const [first = 0] = run;
  if (first === 0x81 && run.length >= 2) return 2;
  if (first === 0x82 && run.length >= 3) return 3;
  return first < 0x80 && first === run.length - 1 ? 1 : 0;
}

function decode(bytes: Buffer): string | null {
  try {
    return trimmed(UTF8.decode(bytes));
  } catch {
    return null;
  }
}

function trimmed(text: string): string {
  return text.replace(LEADING_CONTROLS, '');
}
