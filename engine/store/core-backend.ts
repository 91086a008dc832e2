import { EngineError } from '../errors.ts';
import type { ReaderCore, StoreCore } from './core.ts';
import { openStore, type StoreScheduler } from './open-store.ts';
import {
  COMMAND_NAMES,
  isRead,
  type ReadName,
  type Store,
  type StoreBackend,
  type StoreReader,
} from './store.ts';

/** A store is one gateway's from when it holds it until it lets go or its process ends. */
type Hold = () => void;

interface CoreBackendOptions {
  openCore(): StoreCore;
  openReaderCore(): ReaderCore;
  readonly schedule: StoreScheduler;
  /** Holds the store; null = another gateway does. Returns the function that gives it back. Default: nobody does. */
  hold?(): Hold | null;
  /** What is said of the gateway that holds it. */
  holder?(): string;
  /** Calls `look` within a second after the store was taken over or away; returns the function that ends it. */
  watch?(look: () => void): () => void;
}

/** The port in front of cores that work at once. */
export function createCoreBackend(options: CoreBackendOptions): StoreBackend {
  const { openCore, openReaderCore, schedule, watch = () => () => {} } = options;
  const { hold = () => () => {}, holder = () => 'Another gateway has the store.' } = options;
  return {
    async open(owner, keeper): Promise<Store> {
      let held = hold();
      if (held === null && !owner.takesOver) throw new EngineError('store_in_use', { message: holder() });
      let core: StoreCore | undefined;
      try {
        core = openCore();
        return openStore(core, core.acquire(owner), schedule, {
          ...(keeper && { keeper }),
          watch: (look) =>
            watch(() => {
              // The one that was taken over from lets go in its own time.
              held ??= hold();
              look();
            }),
          onClosed: () => held?.(),
        });
      } catch (error) {
        core?.close();
        held?.();
        throw error;
      }
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
