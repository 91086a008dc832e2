// Calls of tools and their results as lines of a text, as agents get them of a conversation that another model began (OUT-9).

import { isValue } from './values.ts';

const CALL = '(?:tool|function)[ _-](?:call|use)s?\\s{0,8}:';
const CALLED =
  '(?:called|calling)\\s{1,8}(?:(?:the\\s{1,8})?(?:tool|function)\\b|[\\w.-]{1,80}\\s{1,8}with\\s{1,8}arg)';
const RESULT = 'tool[ _-](?:result|output|response)s?(?:\\s{0,8}:|(?<content>\\s{1,8}for\\b|\\s{0,8}\\]))';
const HISTORY = 'historical\\s{1,8}context\\s{0,8}:';
/** What begins one. */
export const TOOL_LINE = `\\[(?=(?<toolLine>\\s{0,8}(?:(?<call>${CALL}|${CALLED})|${RESULT}|${HISTORY})))`;

const ARGUMENTS = /\s{0,8}arguments?\s{0,8}:\s{0,8}/iy;
const NEXT = /\[\s{0,8}tool[ _-](?:call|use|result|output|response)/gi;

/** Behind the whole of it, from its bracket on; null = it is open. */
export function endOfToolLine(
  text: string,
  start: number,
  { call, content }: Groups,
  endOfValue: EndOfValue,
): number | null {
  const bracket = endOfValue(start);
  if (bracket === null || (call === undefined && content === undefined)) return bracket;
  if (call !== undefined) return endOfArguments(text, bracket, endOfValue);
  const from = bracket + /^\s*/.exec(text.slice(bracket, bracket + 8))![0].length;
  const value = isValue(text, from) ? endOfValue(from) : null;
  if (value !== null) return value;
  NEXT.lastIndex = bracket;
  return NEXT.exec(text)?.index ?? null;
}

type Groups = Readonly<Record<string, string | undefined>>;
type EndOfValue = (start: number) => number | null;

/** Null = it does not end. */
function endOfArguments(text: string, from: number, endOfValue: EndOfValue): number | null {
  ARGUMENTS.lastIndex = from;
  if (!ARGUMENTS.test(text)) return from;
  const begin = ARGUMENTS.lastIndex;
  if (isValue(text, begin)) return endOfValue(begin);
  const line = text.indexOf('\n', begin);
  return line < 0 ? text.length : line;
}
