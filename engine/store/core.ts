// Stores that work at once: SQLite on the loop (ruling-40) and memory. Behind the port they are one transaction a call.

import type { Command, Outcome, ReadName, StoreOwner } from './store.ts';

/** Answers commands that change nothing, in one transaction of its own; whose the store is does not matter. */
export interface ReaderCore {
  read(commands: readonly Command<ReadName>[]): readonly Outcome[];
  close(): void;
}

/**
 * One call is one transaction, durable when it returns. Throws only if the whole transaction failed (disk full,
 * owner lost, file gone); then nothing of it happened.
 */
export interface StoreCore extends ReaderCore {
  /** Makes the caller the owner and returns its epoch, one above the last. */
  acquire(owner: StoreOwner): number;
  /** Throws `store_gone` only where a send would follow (`leadsToSend`); whoever owns it asks by `check` besides. */
  transact(epoch: number, commands: readonly Command[]): readonly Outcome[];
  /** Throws `store_owner_lost`, and `store_gone` where the file is not the one at its path any more. */
  check(epoch: number): void;
  /** Moves what was committed from the log into the file, as far as nobody is reading there. */
  checkpoint(): void;
}
