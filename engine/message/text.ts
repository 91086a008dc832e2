// What a text says, apart from what stands in it for files and from characters that show nothing.

/** Stands in a text for each file of its message. */
const FILE_PLACEHOLDER = '\uFFFC';
/** A character that somebody could see. U+FFFD is what is left of one that could not be read, U+2800 an empty cell of Braille. */
const VISIBLE = /[^\s\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}\u2800\uFFFC\uFFFD]/u;

/** Whether nobody could see anything of it (ruling-24). */
export function isBlank(text: string): boolean {
  return !VISIBLE.test(text);
}

/** What somebody wrote: '' where nothing shows; what stands before and after a file are lines of their own (ruling-24). */
export function wordsOf(text: string): string {
  if (isBlank(text)) return '';
  if (!text.includes(FILE_PLACEHOLDER)) return text.trim();
  const parts = text.split(FILE_PLACEHOLDER).filter((part) => !isBlank(part));
  return parts.map((part) => part.trim()).join('\n');
}

/** Text as it is compared between what was sent and what a row says. */
export function comparableText(text: string): string {
  return wordsOf(text.replaceAll('\r\n', '\n'));
}
