// A YAML text that remembers where everything stands.

import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { lastAlias, nodeProblem, offsetOf, TOO_DEEP } from './yaml-rules.ts';

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

/** `value` is null where there are errors. Never throws. */
export function parseSourceText(text: string): SourceText {
  const lineCounter = new LineCounter();
  const at = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(offset);
    return { line, column: col };
  };
  let contents: unknown = null;
  let value: unknown = null;
  const errors: { position: Position; text: string }[] = [];
  try {
    // What is only warned of, such as an unknown tag, would be read as something that it is not.
    const document = parseDocument(text, { lineCounter, prettyErrors: false, logLevel: 'silent' });
    contents = document.contents;
    for (const { pos, message } of [...document.errors, ...document.warnings]) {
      const problem = textOf(message);
      // How often the parser runs out of stack on its way back depends on how much of it there was.
      if (problem === TOO_DEEP && errors.some(({ text }) => text === TOO_DEEP)) continue;
      errors.push({ position: at(pos[0]), text: problem });
    }
    const problem = errors.length > 0 ? null : nodeProblem(document);
    if (problem !== null) errors.push({ position: at(problem.offset), text: problem.text });
    if (errors.length === 0) {
      try {
        value = document.toJS();
      } catch (error) {
        if (!(error instanceof ReferenceError)) throw error;
        errors.push({
          position: at(lastAlias(document)),
          text: 'its aliases stand for too much; write it out',
        });
      }
    }
  } catch (error) {
    // What is nested deeper than the stack of the parser is deep enough for a word of our own.
    if (!(error instanceof RangeError)) throw error;
    errors.push({ position: { line: 1, column: 1 }, text: TOO_DEEP });
  }
  return {
    value,
    errors,
    positionOf(path, what = 'value') {
      let node: unknown = contents;
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

/** The parser's own words for what it cannot hold are about itself. */
function textOf(message: string): string {
  return message.startsWith('Maximum call stack') ? TOO_DEEP : message;
}

function child(node: unknown, key: PropertyKey, wantsKey: boolean): unknown {
  if (isSeq(node)) return node.items[Number(key)];
  if (!isMap(node)) return undefined;
  const pair = node.items.find((each) => isScalar(each.key) && String(each.key.value) === String(key));
  if (!pair) return undefined;
  return wantsKey ? pair.key : (pair.value ?? pair.key);
}
