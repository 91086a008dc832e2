// What YAML allows and no scenario file needs: it would cost more than the file is long, or mean something else than
// it looks.

import { type Document, isCollection, isScalar, visit } from 'yaml';

/** Deeper than any word goes. */
const LEVELS_MAX = 100;

export const TOO_DEEP = 'nested too deeply';

export interface NodeProblem {
  /** Into the text. */
  readonly offset: number;
  readonly text: string;
}

/** The first thing that is wrong with the nodes of a document, or null. May recurse as deep as the document does. */
export function nodeProblem(document: Document): NodeProblem | null {
  let found: NodeProblem | null = null;
  const complain = (node: unknown, text: string) => {
    found = { offset: offsetOf(node) ?? 0, text };
    return visit.BREAK;
  };
  visit(document, {
    Pair(_, { key }) {
      return isScalar(key) || key === null ? undefined : complain(key, 'a key must be a word');
    },
    Alias: (_, node, path) => {
      const isWithin = path.some((each) => isCollection(each) && each.anchor === node.source);
      return isWithin ? complain(node, `*${node.source} stands within what it stands for`) : undefined;
    },
    Collection(_, node, path) {
      return path.filter(isCollection).length > LEVELS_MAX ? complain(node, TOO_DEEP) : undefined;
    },
  });
  return found;
}

/** Where the last alias stands: what expands without end is noticed there at the latest. */
export function lastAlias(document: Document): number {
  let offset = 0;
  visit(document, {
    Alias(_, node) {
      offset = offsetOf(node) ?? offset;
    },
  });
  return offset;
}

export function offsetOf(node: unknown): number | undefined {
  return (node as { range?: [number, number, number] } | null | undefined)?.range?.[0];
}
