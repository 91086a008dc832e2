// What a text says, apart from what stands in it for files and from characters that show nothing.

/** Stands in a text for each file of its message. */
const FILE_PLACEHOLDER = '\uFFFC';
/** A character that somebody could see. U+FFFD is what is left of one that could not be read, U+2800 an empty cell of Braille. */
const VISIBLE = /[^\s\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800\uFFFC\uFFFD]/u;

/** What lies between them is visible, and is how most texts begin. */
const SPACE = 0x20;
const DELETE = 0x7f;

/** Whether nobody could see anything of it (ruling-24). */
export function isBlank(text: string): boolean {
  const first = text.charCodeAt(0);
  return !(first > SPACE && first < DELETE) && !VISIBLE.test(text);
}

/** What somebody wrote: '' where nothing shows; what stands before and after a file are lines of their own (ruling-24). */
export function wordsOf(text: string): string {
  if (isBlank(text)) return '';
  if (!text.includes(FILE_PLACEHOLDER)) return text.trim();
  const parts = text.split(FILE_PLACEHOLDER).filter((part) => !isBlank(part));
  return parts.map((part) => part.trim()).join('\n');
}

/** The parts of a message, each words or a file; null = it is not told where its files stand. */
export function partsIn(text: string, fileCount: number): readonly string[] | null {
  const parts = text.split(/(\uFFFC)/).filter((part) => part !== '');
  const files = parts.filter((part) => part === FILE_PLACEHOLDER);
  return parts.length === 0 || files.length !== fileCount ? null : parts;
}

/** The first byte of a field that holds a text, as some programs leave it around what somebody wrote. */
const FIELD_MARK = 0x0a;

/** The text within a field that is its length and the text, where the length is that of all the rest (SES-9). */
export function unwrapped(text: string): string {
  if (text.charCodeAt(0) !== FIELD_MARK) return text;
  let length = 0;
  for (let at = 1, shift = 0; at < text.length && shift < 28; at += 1, shift += 7) {
    const byte = text.charCodeAt(at);
    if (byte > 0xff) return text;
    length |= (byte & 0x7f) << shift;
    if (byte < 0x80) {
      const rest = text.slice(at + 1);
      return rest !== '' && Buffer.byteLength(rest) === length ? rest : text;
    }
  }
  return text;
}

/** Text as it is compared between what was sent and what a row says. */
export function comparableText(text: string): string {
  return wordsOf(text.replaceAll('\r\n', '\n'));
}
