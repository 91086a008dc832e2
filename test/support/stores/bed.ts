import type { StoreCore } from '../../../engine/store/core.ts';
import { createCoreBackend } from '../../../engine/store/core-backend.ts';
import { openStore, type StoreScheduler } from '../../../engine/store/open-store.ts';
import type { Store, StoreBackend } from '../../../engine/store/store.ts';

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

/** A core that is there already, behind the port. */
export function coreBackend(core: StoreCore, schedule: StoreScheduler): StoreBackend {
  return createCoreBackend({ openCore: () => core, openReaderCore: () => core, schedule });
}

/** Commands of one turn of the loop share one transaction, as in a running gateway. */
export function openCore(core: StoreCore, instanceId = 'one'): Store {
  const epoch = core.acquire({ instanceId, atMs: 0 });
  return openStore(core, epoch, (apply) => queueMicrotask(() => apply()()));
}
