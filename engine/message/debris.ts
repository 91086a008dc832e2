// Text that nobody wrote as a message, although it comes as the text of one (ruling-24).

/** What is left of bytes that are no text. */
export const NO_TEXT = '\uFFFD';

const ARCHIVE = /^[\s\p{Cc}\uFFFD]*(?:streamtyped|bplist00)(.{0,16})/su;
/** Line breaks and tabs are what people write, also behind such a word. */
const BROKEN = /(?![\n\r\t])[\p{Cc}\uFFFD]/u;

/** Whether imsg could not take a body apart, and gave the bytes of the archive that holds it. */
export function isArchive(text: string): boolean {
  const [, behind] = ARCHIVE.exec(text) ?? [];
  return behind !== undefined && BROKEN.test(behind);
}

/**
 * The sentence that a device sends after an edit to those that cannot show it: Messages' own form, that of other
 * programs with a colon, and the latter without its last quotation mark. All of the text is the sentence.
 */
const EDIT_SENTENCE = /^Edited to(?::?\s*(?:[“„«].*[”“»]|"[^"]*")|:\s*“[^”]*)$/su;

/**
 * Whether a text tells of an edit of an earlier message. The earlier message says nothing about it: it may have come
 * before the gateway did, and the sentence says all that Messages says. Only the English form is known.
 */
export function isEditSentence(text: string): boolean {
  return text.startsWith('Edited to') && EDIT_SENTENCE.test(text);
}
