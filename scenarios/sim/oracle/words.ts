// What a row says, as an agent should read it.

import { TICKS_OR_TILDES } from './code.ts';
import { areWords, isQuoted, isSurelyWord, isWord, isWordBeforePause } from './spoken-of.ts';

const PLACEHOLDER = '\uFFFC';
const LINK_TOKEN = /^(?:https?:\/\/|www\.)\S+$/iu;
export const LINK_BALLOON = 'com.apple.messages.URLBalloonProvider';

/** Placeholders of files go at the ends and part the lines within (ruling-24). */
export function spokenWords(text: string): string {
  return text
    .split(PLACEHOLDER)
    .filter((part) => !isSilent(part))
    .map((part) => part.trim())
    .join('\n');
}

/** Nothing that somebody wrote: white space, placeholders, characters that show nothing or could not be read. */
export function isSilent(text: string): boolean {
  return text.replace(/[\s\uFFFC\uFFFD\u2800\p{DI}\p{Cf}\p{Cc}\p{Cs}]/gu, '') === '';
}

/** A body that was not taken apart comes as its archive: by the first word of it, and what no text has behind that. */
export function isArchive(text: string): boolean {
  const [first] = /(?:streamtyped|bplist00)/.exec(text) ?? [];
  const at = first === undefined ? -1 : text.indexOf(first);
  if (at < 0 || !isSilent(text.slice(0, at))) return false;
  const behind = text.slice(at + first!.length, at + first!.length + 16);
  return /[\uFFFD\p{Cc}]/u.test(behind.replace(/[\n\r\t]/g, ''));
}

const OF_AGENTS = [
  /#\+#\+/,
  /\bassistant\s*to\s*=/i,
  /ACP error \(ACP_[A-Z_]+\):/,
  /Missing API key for .+ on the gateway\b/,
];

/** What agents write for themselves, outside of code: nobody says it to one (ECH-8). */
export function isOfAnAgent(text: string): boolean {
  // Every other piece between fences is code, and so it is between tildes, and between ticks of one line.
  const prose = text.split('```').filter((_, index) => index % 2 === 0);
  const said = prose.map((piece) => piece.replace(CODE, ' ')).join(' ');
  return OF_AGENTS.some((mark) => mark.test(said)) || NAMES.some((names) => usesTags(said, names));
}

const CODE = new RegExp(TICKS_OR_TILDES, 'g');
const NAMES = [
  String.raw`(?:think|thinking|thought|thoughts)(?:[-_]\w{1,20})?|antthinking`,
  'final',
  'relevant[-_]memories',
];

/** Whether one of its tags is more than a word: it has an end of its own, or is one, or stands in no sentence. */
function usesTags(text: string, names: string): boolean {
  const tags = [
    ...text.matchAll(new RegExp(`[<◁]\\s*(/?)\\s*(?:${names})(?=[\\s/>▷=]|:\\w)[^<>◁▷]*[>▷]`, 'gi')),
  ]
    .map(({ index, 0: whole, 1: slash }) => ({ at: index, to: index + whole.length, isEnd: slash === '/' }))
    .filter((tag) => !isQuoted(text, tag));
  for (let index = 0; index < tags.length; index += 1) {
    const [tag, next] = [tags[index]!, tags[index + 1]];
    const isParted = isWordBeforePause(text, tag);
    if (tag.isEnd && isParted) continue;
    if (tag.isEnd || !(isParted || isWord(text, tag))) return true;
    if (!next?.isEnd || (isSurelyWord(text, tag) && isWordBeforePause(text, next))) continue;
    if (!areWords(text, tag, next)) return true;
    index += 1;
  }
  return false;
}

/** What Messages, or another program, writes to devices that know of no edits. */
export function tellsOfEdit(text: string): boolean {
  const said = spokenWords(text);
  const [, colon, quoted] = /^Edited to(:?)\s*(.+)$/s.exec(said) ?? [];
  if (quoted === undefined) return false;
  if (/^[“„«].*[”“»]$/s.test(quoted)) return true;
  return /^"[^"]*"$/.test(quoted) || (colon === ':' && /^“[^”]*$/.test(quoted));
}

export function isLinkAlone(text: string): boolean {
  return LINK_TOKEN.test(text.trim());
}

/** Of more rows than that only the first nine and the last are read out (COA-13). */
const READ_OUT_MAX = 10;

/** What is read out of several. */
export function readOut<T>(all: readonly T[]): readonly T[] {
  return all.length <= READ_OUT_MAX ? all : [...all.slice(0, READ_OUT_MAX - 1), all.at(-1)!];
}

/** Several rows as one text: repeated words once, one space between. */
export function joinedWords(texts: readonly string[]): string {
  const kept: string[] = [];
  for (const text of readOut(texts).map(spokenWords)) {
    if (text !== '' && !kept.some((one) => one.toLowerCase() === text.toLowerCase())) kept.push(text);
  }
  return kept.join(' ');
}

const FILE_MARK =
  /<media:\w+>|\[imessage (?:(?:attachment|\d+ attachments) unavailable|(?:voice memo|\d+ voice memos) not transcribed)\]/g;

export function tellsOfMissingFile(text: string): boolean {
  return /\[imessage (?:attachment|\d+ attachments) unavailable\]/.test(text);
}

/**
 * Without what stands in a text for files, which are free to be named as they are, and without what was heard in them.
 * Who hears says it as it is, or as the `text` of an object.
 */
export function withoutFileMarks(text: string, heard: readonly string[] = []): string {
  const spoken = heard.map((said) =>
    /^\s*\{/.test(said) ? (JSON.parse(said) as { text: string }).text : said,
  );
  const lines = new Set(spoken.map((said) => said.trim()));
  return text
    .split('\n')
    .filter((line) => !lines.has(line))
    .join('\n')
    .replace(FILE_MARK, '')
    .replace(/\s+/g, ' ')
    .trim();
}

const ESCAPE = String.raw`\u001B`;
const END = String.raw`(?:\u0007|\u009C|${ESCAPE}\\)`;
/**
 * In one go, or what stood apart would meet: commands, strings that have an end before another one begins, what is left of
 * either, and the rest.
 */
const NO_WORDS = new RegExp(
  [
    String.raw`(?:${ESCAPE}\[|\u009B)[0-?]*[ -/]*[@-~]?`,
    String.raw`(?:${ESCAPE}[PX\]^_]|[\u0090\u0098\u009D-\u009F])[^\u0007\u001B\u0090\u0098\u009C-\u009F]*${END}`,
    `${ESCAPE}[ -/]*[0-~]`,
    String.raw`(?![\n\t])\p{Cc}|\p{Cs}`,
  ].join('|'),
  'gu',
);

/** What may leave: control characters but line feed and tab, escape sequences and torn pairs are taken out (ruling-25). */
export function cleanReply(text: string): string {
  return text.replace(NO_WORDS, '');
}
