// Calls of tools and their results as lines of a text, as agents get them of a conversation that another model began (OUT-9).

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
export function endOfToolLine(text: string, start: number, { call, content }: Groups): number | null {
  const bracket = endOfValue(text, start);
  if (bracket === null || (call === undefined && content === undefined)) return bracket;
  if (call !== undefined) return endOfArguments(text, bracket);
  const from = bracket + /^\s*/.exec(text.slice(bracket, bracket + 8))![0].length;
  const value = isValue(text, from) ? endOfValue(text, from) : null;
  if (value !== null) return value;
  NEXT.lastIndex = bracket;
  return NEXT.exec(text)?.index ?? null;
}

type Groups = Readonly<Record<string, string | undefined>>;

/** Null = it does not end. */
function endOfArguments(text: string, from: number): number | null {
  ARGUMENTS.lastIndex = from;
  if (!ARGUMENTS.test(text)) return from;
  const begin = ARGUMENTS.lastIndex;
  if (isValue(text, begin)) return endOfValue(text, begin);
  const line = text.indexOf('\n', begin);
  return line < 0 ? text.length : line;
}

export const isValue = (text: string, at: number) => text[at] === '{' || text[at] === '[';

const UNIT = /["{}[\]]/g;
const STRING_END = /\\.|"/gs;

/** Behind what begins there with a bracket, as JSON is nested; null = it does not end. */
export function endOfValue(text: string, start: number): number | null {
  let depth = 0;
  UNIT.lastIndex = start;
  for (let found = UNIT.exec(text); found !== null; found = UNIT.exec(text)) {
    if (found[0] === '"') {
      const end = endOfString(text, UNIT.lastIndex);
      if (end === null) return null;
      UNIT.lastIndex = end;
      continue;
    }
    depth += found[0] === '{' || found[0] === '[' ? 1 : -1;
    if (depth === 0) return UNIT.lastIndex;
  }
  return null;
}

function endOfString(text: string, from: number): number | null {
  STRING_END.lastIndex = from;
  for (let found = STRING_END.exec(text); found !== null; found = STRING_END.exec(text))
    if (found[0] === '"') return STRING_END.lastIndex;
  return null;
}
