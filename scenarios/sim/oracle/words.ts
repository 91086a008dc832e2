// What a row says, as an agent should read it.

const PLACEHOLDER = '\uFFFC';
const LINK_TOKEN = /^(?:https?:\/\/|www\.)\S+$/iu;
export const LINK_BALLOON = 'com.apple.messages.URLBalloonProvider';

/** Placeholders of files go at the ends and part the lines within (ruling-24). */
export function spokenWords(text: string): string {
  return text
    .split(PLACEHOLDER)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n');
}

/** Nothing that somebody wrote: white space, placeholders, characters that show nothing. */
export function isSilent(text: string): boolean {
  return text.replace(/[\s\uFFFC\uFFFD\p{Cf}\p{Cc}]/gu, '') === '';
}

export function isLinkAlone(text: string): boolean {
  return LINK_TOKEN.test(text.trim());
}

/** Of more rows than that only the first nine and the last are read out (COA-13). */
const READ_OUT_MAX = 10;

/** Several rows as one text: repeated words once, one space between. */
export function joinedWords(texts: readonly string[]): string {
  const kept: string[] = [];
  const readOut = texts.length <= READ_OUT_MAX ? texts : [...texts.slice(0, READ_OUT_MAX - 1), texts.at(-1)!];
  for (const text of readOut.map(spokenWords)) {
    if (text !== '' && !kept.some((one) => one.toLowerCase() === text.toLowerCase())) kept.push(text);
  }
  return kept.join(' ');
}

/** Without what stands in a text for files, which are free to be named as they are. */
export function withoutFileMarks(text: string): string {
  return text
    .replace(/<media:\w+>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What may leave: control characters but line feed and tab, escape sequences and torn pairs are taken out (ruling-25). */
export function cleanReply(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
      .replace(/\u001B(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001B]*(?:\u0007|\u001B\\)|[@-_])/gu, '')
      .replace(/(?![\n\t])\p{Cc}/gu, '')
      .replace(/\p{Cs}/gu, '')
  );
}
