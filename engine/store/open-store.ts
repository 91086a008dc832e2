import { EngineError } from '../errors.ts';
import type { StoreCore } from './core.ts';
import {
  COMMAND_NAMES,
  type Command,
  type CommandName,
  type Outcome,
  type Store,
  type StoreKeeper,
} from './store.ts';

/** Commands of one transaction at most: bounds how long a commit holds the loop, to some milliseconds. */
const BATCH_COMMANDS_MAX = 256;

/**
 * Runs `apply` when the store may work. `apply` performs one transaction and returns the function that
 * delivers its results; a simulated crash may come between the two.
 */
export type StoreScheduler = (apply: () => () => void) => void;

interface OpenStoreOptions {
  /** Left out = the commands of a transaction that fails reject, and nothing is tried again. */
  readonly keeper?: StoreKeeper;
  /** Calls `look` whenever the store may have been lost; returns the function that ends it. Default: never. */
  watch?(look: () => void): () => void;
  /** Runs once it is closed. */
  onClosed?(): void;
}

interface Queued {
  readonly command: Command;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** Puts the asynchronous port in front of a core: commands of one turn of the loop share one transaction. */
export function openStore(
  core: StoreCore,
  epoch: number,
  schedule: StoreScheduler,
  { keeper, watch = () => () => {}, onClosed = () => {} }: OpenStoreOptions = {},
): Store {
  const commits = createCommits(core, epoch, schedule, keeper);
  let isClosing = false;

  const unwatch = watch(() => {
    if (commits.areOver() || isClosing) return;
    try {
      core.check(epoch);
    } catch (error) {
      commits.end();
      keeper?.unawaited(keeper.failed(error as Error, 1), 'the loss of the store', 'vital');
    }
  });
  const run = (name: CommandName) => (input: Command['input']) =>
    new Promise<unknown>((resolve, reject) => {
      if (commits.areOver() || (isClosing && keeper)) return;
      if (isClosing) return reject(new EngineError('store_closed'));
      commits.push({ command: { name, input }, resolve, reject });
    });
  const close = () =>
    new Promise<void>((resolve) => {
      isClosing = true;
      commits.whenDone(() => {
        unwatch();
        core.close();
        onClosed();
        resolve();
      });
    });
  const checkpoint = () => {
    // What is being written meanwhile is in the next one.
    if (!commits.areOver() && !isClosing && !commits.isWorking()) core.checkpoint();
  };
  const commands = Object.fromEntries(COMMAND_NAMES.map((name) => [name, run(name)]));
  const snapshot = () => ({ epoch, ...commits.snapshot() });
  return { ...commands, epoch, snapshot, checkpoint, close } as unknown as Store;
}

/** The commands that wait, and the transaction that is under way. */
function createCommits(
  core: StoreCore,
  epoch: number,
  schedule: StoreScheduler,
  keeper: StoreKeeper | undefined,
) {
  let queue: Queued[] = [];
  let isWorking = false;
  /** Nothing becomes durable any more: what is asked for never settles, as in a process that has ended. */
  let areOver = false;
  let callback: (() => void) | null = null;
  let failures = 0;
  let failure: string | null = null;

  const pump = () => {
    if (isWorking) return;
    if (queue.length === 0) return callback?.();
    isWorking = true;
    schedule(() => {
      if (areOver) return done;
      const batch = queue.slice(0, BATCH_COMMANDS_MAX);
      const commands = batch.map((entry) => entry.command);
      let outcomes: readonly Outcome[];
      try {
        outcomes = core.transact(epoch, commands);
      } catch (error) {
        return () => {
          const settled = failed(error as Error, batch);
          keeper?.unawaited(settled, 'waiting for the store', 'vital');
        };
      }
      queue = queue.slice(batch.length);
      return () => {
        failures = 0;
        failure = null;
        deliver(batch, outcomes);
        keeper?.committed();
        done();
      };
    });
  };
  const done = () => {
    isWorking = false;
    pump();
  };
  const end = () => {
    areOver = true;
    queue = [];
  };
  /** What failed stays in front of what was asked for later. */
  const failed = async (error: Error, batch: readonly Queued[]) => {
    failures += 1;
    failure = error instanceof EngineError ? error.code : error.name;
    if (keeper === undefined) {
      queue = queue.slice(batch.length);
      for (const { reject } of batch) reject(error);
    } else if (!(await keeper.failed(error, failures))) end();
    done();
  };

  return {
    areOver: () => areOver,
    isWorking: () => isWorking,
    push(entry: Queued) {
      queue.push(entry);
      pump();
    },
    end,
    whenDone(run: () => void) {
      callback = run;
      pump();
    },
    snapshot: () => ({ waitingCommands: queue.length, failure }),
  };
}

function deliver(batch: readonly Queued[], outcomes: readonly Outcome[]): void {
  batch.forEach((entry, index) => {
    const outcome = outcomes[index]!;
    if (outcome.ok) entry.resolve(outcome.value);
    else entry.reject(outcome.error);
  });
}
