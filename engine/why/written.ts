// Where in the file of a configuration a key stands that counts for an account: in its own block, or where it inherits from.

import JSON5 from 'json5';
import { normalizeAccountId } from '../config/account-names.ts';
import { createPositions } from '../config/positions.ts';
import { pathText } from '../config/problems.ts';

/** One key, as the file has it. */
export interface WrittenKey {
  /** As in `channels.imessage.groups["*"].requireMention`. */
  readonly key: string;
  /** Undefined = it is not set, so that its default counts. */
  readonly value: unknown;
  /** Null = it is not set, or nobody can say. */
  readonly line: number | null;
}

export interface Written {
  /** A key of an account: its own, else that of the channel, else that of all channels. */
  ofAccount(accountId: string, ...path: readonly PropertyKey[]): WrittenKey;
  inFile(...path: readonly PropertyKey[]): WrittenKey;
  /** The entry of a list, as it counts: trimmed. Null = the list has none like it. */
  entry(list: WrittenKey, text: string): WrittenKey | null;
}

type Tree = Readonly<Record<PropertyKey, unknown>> | undefined;

/** @param text Of a file that was loaded before. */
export function readWritten(text: string): Written {
  const file = JSON5.parse(text) as Tree;
  const positionOf = createPositions(text);
  const paths = new WeakMap<WrittenKey, readonly PropertyKey[]>();
  const keyAt = (path: readonly PropertyKey[]): WrittenKey => {
    const value = valueAt(file, path);
    const line = value === undefined ? null : (positionOf(path)?.line ?? null);
    const key = { key: pathText(path), value, line };
    paths.set(key, path);
    return key;
  };
  return {
    ofAccount(accountId, ...path) {
      const within = ['channels', 'imessage'];
      const accounts = valueAt(file, [...within, 'accounts']) as Tree;
      const name = Object.keys(accounts ?? {}).find((one) => normalizeAccountId(one) === accountId);
      const own = name === undefined ? [] : [[...within, 'accounts', name]];
      const blocks = [...own, within, ['channels', 'defaults']];
      const block = blocks.find((one) => valueAt(file, [...one, path[0]!]) !== undefined) ?? within;
      return keyAt([...block, ...path]);
    },
    inFile: (...path) => keyAt(path),
    entry(list, wanted) {
      const { value } = list;
      const index = Array.isArray(value) ? value.findIndex((one) => String(one).trim() === wanted) : -1;
      return index < 0 ? null : keyAt([...paths.get(list)!, index]);
    },
  };
}

function valueAt(tree: unknown, path: readonly PropertyKey[]): unknown {
  let at = tree;
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined;
    at = (at as NonNullable<Tree>)[part];
  }
  return at;
}
