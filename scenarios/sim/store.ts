import { EngineError } from '../../engine/errors.ts';
import type { StoreCore } from '../../engine/store/core.ts';
import { createCoreBackend } from '../../engine/store/core-backend.ts';
import type { StoreScheduler } from '../../engine/store/open-store.ts';
import type { StoreBackend } from '../../engine/store/store.ts';
import type { Locks } from './locks.ts';
import type { Node } from './node.ts';
import type { StoreFile } from './store-file.ts';
import type { StoreTrouble, Trouble } from './trouble.ts';

/** How long a commit takes: about one flush of a good disk. */
const COMMIT_MS = 1;
/** On a disk that others keep busy. */
const SLOW_COMMIT_MS = 800;
/** How long SQLite waits for another process before it gives up. */
const BUSY_TIMEOUT_MS = 50;
/** By then a gateway has noticed that its store was taken over or away. */
const LOOK_MS = 1_000;

interface SimBackendOptions {
  readonly core: StoreCore;
  /** What looks at all that is committed. */
  behind(core: StoreCore): StoreCore;
  readonly node: Node;
  readonly trouble: Trouble<StoreTrouble>;
  readonly locks: Locks;
  readonly file: Pick<StoreFile, 'onChanged'>;
}

/** The store as one gateway has it. */
export function createSimBackend(options: SimBackendOptions): StoreBackend {
  const { core, node, trouble, locks, file } = options;
  const openCore = () => troubledCore(options.behind(core), trouble);
  return createCoreBackend({
    openCore,
    openReaderCore: openCore,
    schedule: createSimScheduler(node, trouble),
    hold: () => locks.holdStore({ node, store: core }),
    holder: () => `The store ${FILE} is in use by another gateway.`,
    watch: (look) => file.onChanged(() => node.later(LOOK_MS, look)),
  });
}

/** Commits as events of the world. A crash leaves the batch in flight either absent, or applied without its answer. */
function createSimScheduler(node: Node, trouble: Trouble<StoreTrouble>): StoreScheduler {
  return (apply) => {
    node.later(commitMs(node, trouble), () => {
      const verdict = node.decide('commit', '');
      if (verdict === 'skip') return;
      const deliver = apply();
      if (verdict === 'performAndDie') node.die('after a commit, before its answer');
      else deliver();
    });
  };
}

function commitMs({ world }: Node, trouble: Trouble<StoreTrouble>): number {
  if (trouble.now() === 'slow') return SLOW_COMMIT_MS;
  if (trouble.now() === 'busy') return Math.min(trouble.endsMs() - world.nowMs(), BUSY_TIMEOUT_MS);
  return COMMIT_MS;
}

/** The store as one gateway has it: what is wrong with its file is told as SQLite's errors are. */
function troubledCore(core: StoreCore, trouble: Trouble<StoreTrouble>): StoreCore {
  const check = () => {
    const error = errorOf(trouble.now());
    if (error) throw error;
  };
  return {
    ...core,
    acquire(owner) {
      check();
      return core.acquire(owner);
    },
    transact(epoch, commands) {
      check();
      return core.transact(epoch, commands);
    },
    read(commands) {
      check();
      return core.read(commands);
    },
    // Closing would end the store for the next gateway as well.
    close() {},
  };
}

const FILE = '/sim/state/imgate.db';

function errorOf(trouble: StoreTrouble | null): EngineError | null {
  switch (trouble) {
    case 'full':
      return new EngineError('store_full', { message: `The disk is full: ${FILE} was not written.` });
    case 'busy':
      return new EngineError('store_busy', { message: `Another program holds the lock of ${FILE}.` });
    case 'failing':
      return new EngineError('store_failing', { message: `${FILE}: disk I/O error` });
    default:
      return null;
  }
}
