// Which gateway holds which database, by the rules of the real lock: it ends with its process, and a gateway on the
// same state is let through, since the store fences the older one off.

import { EngineError } from '../../engine/errors.ts';
import type { Node } from './node.ts';

export interface Locks {
  /** Returns the function that gives the lock back. Throws `source_locked`. */
  hold(
    node: Node,
    database: { readonly fileKey: string; readonly path: string },
    stateDir: string,
  ): () => void;
}

export function createLocks(): Locks {
  const held = new Map<string, { readonly node: Node; readonly stateDir: string }>();
  return {
    hold(node, { fileKey, path }, stateDir) {
      const owner = held.get(fileKey);
      if (owner?.node.isAlive) {
        if (owner.stateDir === stateDir) return () => {};
        throw new EngineError('source_locked', {
          message: `${path} is already read by another gateway, whose state folder is ${owner.stateDir}.`,
        });
      }
      const mine = { node, stateDir };
      held.set(fileKey, mine);
      return () => {
        if (held.get(fileKey) === mine) held.delete(fileKey);
      };
    },
  };
}
