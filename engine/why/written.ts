// Where in the file of a configuration a key stands that counts for an account: in its own block, or where it inherits from.

import { blockOf } from '../config/accounts.ts';
import type { ConfigFile } from '../config/load.ts';
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

export function readWritten({ input, positions }: ConfigFile): Written {
  const positionOf = positions();
  const paths = new WeakMap<WrittenKey, readonly PropertyKey[]>();
  const keyAt = (path: readonly PropertyKey[]): WrittenKey => {
    const value = valueAt(input, path);
    const line = value === undefined ? null : (positionOf(path)?.line ?? null);
    const key = { key: pathText(path), value, line };
    paths.set(key, path);
    return key;
  };
  return {
    ofAccount: (accountId, ...path) => keyAt([...blockOf(input, accountId, String(path[0])), ...path]),
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
    at = (at as Record<PropertyKey, unknown>)[part];
  }
  return at;
}
