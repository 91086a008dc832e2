// Reports are read in terminals and by programs: text of people and programs stands in them as what it is, and neither
// ends a line, nor moves the cursor, nor turns around what is beside it.

/** Control characters, line separators, halves of characters, and marks of direction. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A text as one line: what cannot be shown in one is written as JSON writes it, such as `\u202e`. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, escapeOf);
}

/** JSON text as one that is safe to print: it means the same. */
export function printableJson(json: string): string {
  return json.replace(UNPRINTABLE, (sign) => (sign === '\n' ? sign : escapeOf(sign)));
}

function escapeOf(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
