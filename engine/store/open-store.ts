import { EngineError } from '../errors.ts';
import type { StoreCore } from './core.ts';
import { COMMAND_NAMES, type Command, type CommandName, type Outcome, type Store } from './store.ts';

/** Commands of one transaction at most: bounds how long a commit holds the loop, to some milliseconds. */
const BATCH_COMMANDS_MAX = 256;

/**
 * Runs `apply` when the store may work. `apply` performs one transaction and returns the function that
 * delivers its results; a simulated crash may come between the two.
 */
export type StoreScheduler = (apply: () => () => void) => void;

interface Queued {
  readonly command: Command;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** Puts the asynchronous port in front of a core: commands of one turn of the loop share one transaction. */
export function openStore(core: StoreCore, epoch: number, schedule: StoreScheduler): Store {
  let queue: Queued[] = [];
  let scheduled = false;
  let closing: (() => void) | null = null;

  const pump = () => {
    if (scheduled) return;
    if (queue.length === 0) return closing?.();
    scheduled = true;
    schedule(() => {
      const batch = queue.slice(0, BATCH_COMMANDS_MAX);
      queue = queue.slice(BATCH_COMMANDS_MAX);
      let outcomes: readonly Outcome[];
      try {
        outcomes = core.transact(
          epoch,
          batch.map((entry) => entry.command),
        );
      } catch (error) {
        outcomes = batch.map(() => ({ ok: false, error: error as Error }));
      }
      return () => {
        scheduled = false;
        batch.forEach((entry, index) => {
          const outcome = outcomes[index]!;
          if (outcome.ok) entry.resolve(outcome.value);
          else entry.reject(outcome.error);
        });
        pump();
      };
    });
  };

  const run = (name: CommandName) => (input: Command['input']) =>
    new Promise<unknown>((resolve, reject) => {
      if (closing) return reject(new EngineError('store_closed'));
      queue.push({ command: { name, input }, resolve, reject });
      pump();
    });

  const commands = Object.fromEntries(COMMAND_NAMES.map((name) => [name, run(name)]));
  const close = () =>
    new Promise<void>((resolve) => {
      closing = () => {
        core.close();
        resolve();
      };
      pump();
    });
  const snapshot = () => ({ epoch, waitingCommands: queue.length, failure: null });
  return { ...commands, epoch, snapshot, close } as unknown as Store;
}
