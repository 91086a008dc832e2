// Which gateway holds what, by the rules of the real locks: they end with their process. A gateway on the same store is
// let through to a database, since the store fences the older one off.

import { EngineError } from '../../engine/errors.ts';
import type { StoreCore } from '../../engine/store/core.ts';
import type { Node } from './node.ts';

/** One gateway with its store. */
export interface Gateway {
  readonly node: Node;
  readonly store: StoreCore;
}

export interface Locks {
  /** Returns the function that gives the lock back; null = a gateway on the same store has it. Throws `source_locked`. */
  holdDatabase(
    gateway: Gateway,
    database: { readonly fileKey: string; readonly path: string },
    stateDir: string,
  ): (() => void) | null;
  /** Returns the function that gives the store back; null = another gateway has it. */
  holdStore(gateway: Gateway): (() => void) | null;
}

export function createLocks(): Locks {
  const databases = new Map<string, Gateway & { readonly stateDir: string }>();
  const stores = new Map<StoreCore, Gateway>();
  return {
    holdDatabase(gateway, { fileKey, path }, stateDir) {
      const owner = databases.get(fileKey);
      if (owner?.node.isAlive()) {
        if (owner.store === gateway.store) return null;
        throw new EngineError('source_locked', {
          message: `${path} is already read by another gateway, whose state folder is ${owner.stateDir}.`,
        });
      }
      return put(databases, fileKey, { ...gateway, stateDir });
    },
    holdStore(gateway) {
      return stores.get(gateway.store)?.node.isAlive() ? null : put(stores, gateway.store, gateway);
    },
  };
}

function put<Key, Held>(held: Map<Key, Held>, key: Key, mine: Held): () => void {
  held.set(key, mine);
  return () => {
    if (held.get(key) === mine) held.delete(key);
  };
}
