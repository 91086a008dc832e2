/** The last word of a text, where it is a link: what a split send puts into a row of its own. */
export const LAST_LINK = /^(?:(.*\S)\s+)?((?:https?:\/\/|www\.)\S+)$/is;

const LINK = /^(?:https?:\/\/|www\.)\S+$/i;

/** A text with links in it, taken apart: what is said, and the links in order. */
export function wordsAndLinks(text: string): { readonly words: string; readonly links: readonly string[] } {
  const parts = text.split(/\s+/).filter((part) => part !== '');
  return {
    words: parts.filter((part) => !LINK.test(part)).join(' '),
    links: parts.filter((part) => LINK.test(part)),
  };
}
