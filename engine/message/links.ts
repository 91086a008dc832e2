const LINK = /(?:https?:\/\/|\bwww\.)\S+/gi;

/** Links as people write them. */
export function linksIn(text: string): readonly string[] {
  return text.match(LINK) ?? [];
}
