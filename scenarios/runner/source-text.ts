// A YAML text that remembers where everything stands.

import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';

/** Both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface SourceText {
  readonly value: unknown;
  /** What is wrong with the YAML itself. */
  readonly errors: readonly { readonly position: Position; readonly text: string }[];
  /** Where the value at a path begins, or its key; where the path leads nowhere, what holds it. */
  positionOf(path: readonly PropertyKey[], what?: 'value' | 'key'): Position;
}

export function parseSourceText(text: string): SourceText {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false });
  const at = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(offset);
    return { line, column: col };
  };
  return {
    value: document.errors.length > 0 ? null : document.toJS(),
    errors: document.errors.map((error) => ({ position: at(error.pos[0]), text: error.message })),
    positionOf(path, what = 'value') {
      let node: unknown = document.contents;
      let offset = offsetOf(node) ?? 0;
      for (const [index, key] of path.entries()) {
        const wantsKey = what === 'key' && index === path.length - 1;
        const next = child(node, key, wantsKey);
        if (next === undefined) break;
        offset = offsetOf(next) ?? offset;
        node = next;
      }
      return at(offset);
    },
  };
}

function child(node: unknown, key: PropertyKey, wantsKey: boolean): unknown {
  if (isSeq(node)) return node.items[Number(key)];
  if (!isMap(node)) return undefined;
  const pair = node.items.find((each) => isScalar(each.key) && String(each.key.value) === String(key));
  if (!pair) return undefined;
  return wantsKey ? pair.key : (pair.value ?? pair.key);
}

function offsetOf(node: unknown): number | undefined {
  return (node as { range?: [number, number, number] } | null | undefined)?.range?.[0];
}
