// Changes one value in a JSON5 text and leaves everything else as it stands: comments, order, layout.

import { isDeepStrictEqual } from 'node:util';
import {
  type ArrayNode,
  type ElementNode,
  type MemberNode,
  type ObjectNode,
  parse,
  type Token,
  type ValueNode,
} from '@humanwhocodes/momoa';
import JSON5 from 'json5';
import { keyText, styleOf, valueText } from './layout.ts';
import type { Path } from './path.ts';
import { type Change, withChanges } from './text-changes.ts';

interface Parsed {
  readonly text: string;
  readonly root: ValueNode;
  readonly tokens: readonly Token[];
}

type Holder = ObjectNode | ArrayNode;
type Item = MemberNode | ElementNode;

/** The text with another value at a path, which is made where it is not there. Null = it cannot be put there. */
export function withValue(text: string, path: Path, value: unknown): string | null {
  return edited(text, path, value, (parsed) => {
    let at = parsed.root;
    for (const [depth, key] of path.entries()) {
      if (!isHolder(at)) return null;
      const item = itemAt(at, key);
      if (item === null) return inserted(parsed, at, path.slice(depth), value);
      at = item.value;
    }
    const [start, end] = rangeOf(at);
    return [{ start, end, text: valueText(value, styleOf(text, start)) }];
  });
}

/** The text without what stands at a path. Null = it cannot be taken out. */
export function withoutValue(text: string, path: Path): string | null {
  return edited(text, path, undefined, (parsed) => {
    let holder: Holder | null = null;
    let item: Item | null = null;
    let at = parsed.root;
    for (const key of path) {
      if (!isHolder(at)) return null;
      holder = at;
      item = itemAt(at, key);
      if (item === null) return null;
      at = item.value;
    }
    return holder && item && removed(parsed, holder, item);
  });
}

/** Whatever comes of it is read again: only just this may have changed. */
function edited(
  text: string,
  path: Path,
  value: unknown,
  changesIn: (parsed: Parsed) => readonly Change[] | null,
): string | null {
  try {
    const { body: root, tokens } = parse(text, { mode: 'json5', tokens: true });
    const changes = changesIn({ text, root, tokens: tokens ?? [] });
    if (changes === null) return null;
    const result = withChanges(text, changes);
    const expected = changed(JSON5.parse(text), path, value);
    return isDeepStrictEqual(JSON5.parse(result), expected) ? result : null;
  } catch {
    return null;
  }
}

/** The value as it has to be afterwards; undefined = without it. */
function changed(before: unknown, [key, ...inner]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  const isGone = value === undefined && inner.length === 0;
  if (Array.isArray(before)) {
    const index = Number(key);
    return isGone
      ? before.toSpliced(index, 1)
      : before.toSpliced(index, 1, changed(before[index], inner, value));
  }
  const { [key]: held, ...rest } = (before ?? {}) as Record<string, unknown>;
  return isGone ? rest : { ...rest, [key]: changed(held, inner, value) };
}

const COMMENTS: ReadonlySet<string> = new Set(['LineComment', 'BlockComment']);

const rangeOf = ({ loc }: Pick<Token, 'loc'>): [number, number] => [loc.start.offset, loc.end.offset];

const isHolder = (node: ValueNode): node is Holder => node.type === 'Object' || node.type === 'Array';
const itemsOf = (holder: Holder): readonly Item[] =>
  holder.type === 'Array' ? holder.elements : holder.members;

function itemAt(holder: Holder, key: string): Item | null {
  if (holder.type === 'Array') return (/^\d+$/.test(key) && holder.elements[Number(key)]) || null;
  // Of keys that are there twice the last one counts.
  return (
    holder.members.findLast(({ name }) => (name.type === 'String' ? name.value : name.name) === key) ?? null
  );
}

/** Puts a value behind the last one, with as many objects around it as its path has names. */
function inserted(
  { text, tokens }: Parsed,
  holder: Holder,
  [key = '', ...inner]: Path,
  value: unknown,
): Change[] | null {
  const items = itemsOf(holder);
  if (holder.type === 'Array' && key !== String(items.length)) return null;
  const made = inner.reduceRight<unknown>((held, name) => ({ [name]: held }), value);
  const [start, end] = rangeOf(holder);
  const last = items.at(-1);
  const style = styleOf(text, last ? rangeOf(last)[0] : start, last ? 0 : 1);
  const isNamed = holder.type === 'Object';
  const written = `${isNamed ? `${keyText(key, style, holder)}: ` : ''}${valueText(made, style)}`;
  const closing = end - 1;
  if (last === undefined) {
    const behind = behindComments(text, tokens, start + 1, closing);
    const isSplit = text.slice(start, end).includes('\n');
    if (isSplit) return [{ start: behind, end: behind, text: `${style.newline}${style.indent}${written}` }];
    return [{ start: behind, end: behind, text: isNamed ? ` ${written} ` : written }];
  }
  const [, lastEnd] = rangeOf(last);
  const comma = commaBehind(tokens, lastEnd, closing);
  const behind = behindComments(text, tokens, comma ? rangeOf(comma)[1] : lastEnd, closing);
  const isSplit = text.slice(behind, closing).includes('\n');
  const gap = isSplit ? `${style.newline}${style.indent}` : ' ';
  const added = { start: behind, end: behind, text: `${gap}${written}${comma ? ',' : ''}` };
  return comma ? [added] : [{ start: lastEnd, end: lastEnd, text: ',' }, added];
}

function removed({ text, tokens }: Parsed, holder: Holder, item: Item): Change[] {
  const [start, end] = rangeOf(item);
  const closing = rangeOf(holder)[1] - 1;
  const comma = commaBehind(tokens, end, closing);
  const itemEnd = comma ? rangeOf(comma)[1] : end;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const behind = behindComments(text, tokens, itemEnd, closing);
  const newline = /^[ \t]*\r?\n/.exec(text.slice(behind))?.[0];
  const isAlone = newline !== undefined && /^[ \t]*$/.test(text.slice(lineStart, start));
  const items = itemsOf(holder);
  const before = items[items.indexOf(item) - 1];
  const dangling = comma || !before ? undefined : commaBehind(tokens, rangeOf(before)[1], start);
  if (isAlone) {
    const line = gone(lineStart, behind + newline.length);
    return dangling ? [gone(...rangeOf(dangling)), line] : [line];
  }
  if (!dangling) return [gone(start, itemEnd + (/^[ \t]+(?=\S)/.exec(text.slice(itemEnd))?.[0].length ?? 0))];
  const [from, to] = rangeOf(dangling);
  return text.slice(to, start).trim() === '' ? [gone(from, itemEnd)] : [gone(from, to), gone(start, itemEnd)];
}

const gone = (start: number, end: number): Change => ({ start, end, text: '' });

function commaBehind(tokens: readonly Token[], from: number, to: number): Token | undefined {
  return tokens.find((token) => {
    const [start] = rangeOf(token);
    return token.type === 'Comma' && start >= from && start < to;
  });
}

/** Behind the comments that follow on the same line. */
function behindComments(text: string, tokens: readonly Token[], from: number, to: number): number {
  let at = from;
  for (const token of tokens) {
    const [start, end] = rangeOf(token);
    if (start < at || start >= to) continue;
    const isOnLine = !text.slice(at, start).includes('\n');
    if (!COMMENTS.has(token.type) || !isOnLine) break;
    at = end;
  }
  return at;
}
