import { type AnyNode, parse } from '@humanwhocodes/momoa';

/** Where in a file something stands, counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Finds where in a JSON5 text the value or key at a path stands, or the innermost that is there. Null where the text
 * has something that only the reader of values knows.
 */
export function createPositions(text: string): (path: readonly PropertyKey[]) => Position | null {
  const body = bodyOf(text);
  if (body === null) return () => null;
  return (path) => {
    let at: AnyNode = body;
    let start: Position = body.loc.start;
    for (const part of path) {
      const found = childAt(at, part);
      if (found === null) break;
      ({ at, start } = found);
    }
    return start;
  };
}

/** A key that one object has several times, of which the last counts. */
export interface RepeatedKey {
  readonly path: readonly PropertyKey[];
  /** Of each of them, in their order. */
  readonly lines: readonly number[];
}

/** No key of a configuration lies so deep; a text may be nested until the stack ends. */
const DEPTH_MAX = 64;

/** Those of a JSON5 text. None where it has something that only the reader of values knows. */
export function repeatedKeys(text: string): readonly RepeatedKey[] {
  const body = bodyOf(text);
  return body === null ? [] : repeatedBelow(body, []);
}

function repeatedBelow(node: AnyNode, path: readonly PropertyKey[]): readonly RepeatedKey[] {
  if (path.length >= DEPTH_MAX) return [];
  if (node.type === 'Array')
    return node.elements.flatMap(({ value }, index) => repeatedBelow(value as AnyNode, [...path, index]));
  if (node.type !== 'Object') return [];
  const members = Map.groupBy(node.members, ({ name }) => nameOf(name) ?? '');
  return [...members].flatMap(([name, those]) => {
    const at = [...path, name];
    const lines = those.map(({ loc }) => loc.start.line);
    const below = repeatedBelow(those.at(-1)!.value as AnyNode, at);
    return lines.length > 1 ? [{ path: at, lines }, ...below] : below;
  });
}

function bodyOf(text: string): AnyNode | null {
  try {
    return parse(text, { mode: 'json5' }).body as AnyNode;
  } catch {
    return null;
  }
}

function childAt(node: AnyNode, part: PropertyKey) {
  if (node.type === 'Array') {
    const element = node.elements[Number(part)];
    return element ? { at: element.value as AnyNode, start: element.loc.start } : null;
  }
  if (node.type !== 'Object') return null;
  // Of keys that are there twice the last one counts.
  const member = node.members.findLast(({ name }) => nameOf(name) === String(part));
  return member ? { at: member.value as AnyNode, start: member.loc.start } : null;
}

const nameOf = (name: { readonly type: string; readonly value?: string; readonly name?: string }) =>
  name.type === 'String' ? name.value : name.name;
