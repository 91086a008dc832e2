import { openStore } from '../../../engine/store/open-store.ts';
import type { Store, StoreCore } from '../../../engine/store/store.ts';

/** A store on trial and what a test may do around it. */
export interface StoreBed {
  readonly core: StoreCore;
  /** A second core over the same data, as another process would open it. */
  openAgain(): StoreCore;
  dispose(): void;
}

export interface StoreFixture {
  readonly store: Store;
  readonly bed: StoreBed;
}

/** Commands of one turn of the loop share one transaction, as in a running gateway. */
export function openCore(core: StoreCore, instanceId = 'one'): Store {
  const epoch = core.acquire({ instanceId, atMs: 0 });
  return openStore(core, epoch, (apply) => queueMicrotask(() => apply()()));
}
