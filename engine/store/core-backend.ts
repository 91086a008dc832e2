import { EngineError } from '../errors.ts';
import type { ReaderCore, StoreCore } from './core.ts';
import { openStore, type StoreScheduler } from './open-store.ts';
import { COMMAND_NAMES, isRead, type ReadName, type StoreBackend, type StoreReader } from './store.ts';

interface CoreBackendOptions {
  openCore(): StoreCore;
  openReaderCore(): ReaderCore;
  readonly schedule: StoreScheduler;
}

/** The port in front of cores that work at once. */
export function createCoreBackend({ openCore, openReaderCore, schedule }: CoreBackendOptions): StoreBackend {
  return {
    async open(owner) {
      const core = openCore();
      return openStore(core, core.acquire(owner), schedule);
    },
    openReader: async () => readerOf(openReaderCore()),
  };
}

function readerOf(core: ReaderCore): StoreReader {
  let isClosed = false;
  const ask = (name: ReadName) => async (input: never) => {
    if (isClosed) throw new EngineError('store_closed');
    const outcome = core.read([{ name, input }])[0]!;
    if (!outcome.ok) throw outcome.error;
    return outcome.value;
  };
  const close = async () => {
    isClosed = true;
    core.close();
  };
  const commands = Object.fromEntries(COMMAND_NAMES.filter(isRead).map((name) => [name, ask(name)]));
  return { ...commands, close } as unknown as StoreReader;
}
