// What a reader takes for one character: a letter with its marks, a pair of flag halves, an emoji with its tone and
// everything that is joined to it. imsg counts and cuts text this way.

const EXTENSION = String.raw`\p{M}|\p{Emoji_Modifier}|\u200d|[\u{e0020}-\u{e007f}]|(?<=\u200d)\p{Extended_Pictographic}`;
const CHARACTER = new RegExp(String.raw`\r\n|\p{RI}{2}|[\s\S](?:${EXTENSION})*`, 'gu');

/** The characters of a text. */
export function charactersOf(text: string): string[] {
  return text.match(CHARACTER) ?? [];
}
