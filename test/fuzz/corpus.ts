// What once failed, one JSON list a target: texts, and bytes that are no text as `{ "base64": … }`. A text that only
// repeats is written `{ "repeat": …, "times": … }`.

import { existsSync, readFileSync } from 'node:fs';

type Entry =
  | string
  | { readonly base64: string }
  | { readonly before?: string; readonly repeat: string; readonly times: number; readonly after?: string };

export function corpusOf(target: string): Buffer[] {
  const file = new URL(`corpus/${target}.json`, import.meta.url);
  if (!existsSync(file)) return [];
  return (JSON.parse(readFileSync(file, 'utf8')) as Entry[]).map(bytesOf);
}

function bytesOf(entry: Entry): Buffer {
  if (typeof entry === 'string') return Buffer.from(entry);
  if ('base64' in entry) return Buffer.from(entry.base64, 'base64');
  const { before = '', repeat, times, after = '' } = entry;
  return Buffer.from(before + repeat.repeat(times) + after);
}

/** An input as an entry of a corpus. */
export function entryOf(input: Buffer): string {
  const text = input.toString();
  return JSON.stringify(Buffer.from(text).equals(input) ? text : { base64: input.toString('base64') });
}
