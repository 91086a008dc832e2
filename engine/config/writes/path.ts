// Places in a configuration, as people write them in a chat.

/** From the outermost key on. */
export type Path = readonly string[];

/** Names by which an object would be reached that is in no file. */
const NOBODYS: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor']);
const DEPTH_MAX = 32;
/** A phone makes quotation marks of its own. */
const KEY = /([^\s.[\]="'“”„‘’]+)/uy;
const BRACKET = /\[\s*(?:([^\s[\]"'“”„‘’]+)|["“”„]((?:[^"“”„\\]|\\.)*)["“”]|['‘’]([^'‘’]*)['’])\s*\]/uy;

interface Read {
  readonly path: Path;
  /** What stands behind it. */
  readonly rest: string;
}

/**
 * Reads `channels.imessage.allowFrom[0]`, `groups.7`, `groups["chat_guid:any;+;a.b"]` from the beginning of a text. A number
 * is an entry where a list stands, and a name elsewhere. Null = there is no path, or one that leads out of the file.
 */
export function readPath(text: string): Read | null {
  const path: string[] = [];
  let at = 0;
  for (;;) {
    const isBehindDot = path.length > 0 && text[at] === '.';
    const from = isBehindDot ? at + 1 : at;
    const mayBeKey = path.length === 0 || isBehindDot;
    const [key, end] = (mayBeKey ? match(KEY, text, from) : null) ??
      (isBehindDot ? null : match(BRACKET, text, at)) ?? [null, at];
    if (key === null) {
      if (isBehindDot || path.length === 0) return null;
      return { path, rest: text.slice(at) };
    }
    if (NOBODYS.has(key) || path.length === DEPTH_MAX) return null;
    path.push(key);
    at = end;
  }
}

function match(pattern: RegExp, text: string, at: number): [string, number] | null {
  pattern.lastIndex = at;
  const found = pattern.exec(text);
  if (found === null) return null;
  const [, bare, quoted, single] = found;
  const key = bare ?? single ?? quoted!.replace(/\\(.)/gu, '$1');
  return [key, pattern.lastIndex];
}

/** Whether a value has a key somewhere that no file may have. */
export function hasNobodysKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, held]) => NOBODYS.has(key) || hasNobodysKey(held));
}

/** What stands at a path; undefined = nothing. */
export function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[key];
  }
  return at;
}
