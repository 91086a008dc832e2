// Calls of tools, and what came of them, where an agent writes them as lines in brackets (OUT-9).

const CALL =
  /^\[\s*(?:(?:tool|function)[ _-](?:call|use)s?\s*:|(?:called|calling)\s+(?:(?:the\s+)?(?:tool|function)\b|[\w.-]+\s+with\s+arg))/i;
const RESULT = /^\[\s*tool[ _-](?:result|output|response)s?(?:\s*:|(\s+for\b|\s*\]))/i;
const HISTORY = /^\[\s*historical\s+context\s*:/i;
const NEXT = /\[\s*tool[ _-](?:call|use|result|output|response)/i;

/** Null = none begins there. One that does not end goes on to the end of the text. */
export function toolLineEnd(text: string, at: number): number | null {
  if (text[at] !== '[') return null;
  const from = text.slice(at);
  const isCall = CALL.test(from);
  const [result, content] = RESULT.exec(from) ?? [];
  if (!isCall && result === undefined && !HISTORY.test(from)) return null;
  const bracket = nested(text, at);
  if (bracket === null) return text.length;
  if (isCall) return argumentsEnd(text, bracket);
  if (content === undefined) return bracket;
  const value = valueEnd(text, bracket);
  if (value !== null) return value;
  const next = NEXT.exec(text.slice(bracket));
  return next ? bracket + next.index : text.length;
}

function argumentsEnd(text: string, from: number): number {
  const [named] = /^\s*arguments?\s*:\s*/i.exec(text.slice(from)) ?? [];
  if (named === undefined) return from;
  const begin = from + named.length;
  if (/[{[]/.test(text.charAt(begin))) return nested(text, begin) ?? text.length;
  return begin + text.slice(begin).split('\n')[0]!.length;
}

/** Behind what is given in the form of JSON there, after white space; null = it is something else, or does not end. */
export function valueEnd(text: string, from: number): number | null {
  const begin = from + (text.slice(from).length - text.slice(from).trimStart().length);
  return /[{[]/.test(text.charAt(begin)) ? nested(text, begin) : null;
}

/** As brackets are nested, those in strings aside. */
function nested(text: string, begin: number): number | null {
  let depth = 0;
  let isString = false;
  for (let at = begin; at < text.length; at += 1) {
    const unit = text[at]!;
    if (isString && unit === '\\') at += 1;
    else if (unit === '"') isString = !isString;
    else if (isString) continue;
    else if ('{['.includes(unit)) depth += 1;
    else if (']}'.includes(unit)) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}
