import type { StoreScheduler } from '../../engine/store/open-store.ts';
import type { Node } from './node.ts';

/** How long a commit takes: about one flush of a good disk. */
const COMMIT_MS = 1;

/** Commits as events of the world. A crash leaves the batch in flight either absent, or applied without its answer. */
export function createSimScheduler(node: Node): StoreScheduler {
  return (apply) => {
    node.later(COMMIT_MS, () => {
      const verdict = node.decide('commit', '');
      if (verdict === 'skip') return;
      const deliver = apply();
      if (verdict === 'performAndDie') node.die('after a commit, before its answer');
      else deliver();
    });
  };
}
