// The file in which the gateways of a world keep their state. It can be taken away under the one that runs, and lose
// what was written last.

import { EngineError } from '../../engine/errors.ts';
import type { StoreCore } from '../../engine/store/core.ts';
import { leadsToSend } from '../../engine/store/rules.ts';
import { type Command, isRead } from '../../engine/store/store.ts';

export interface StoreFile {
  /** The one that stands there now, as whoever opens it next finds it. */
  open(): StoreCore;
  /** The one that was opened last, also when it is not there any more. */
  opened(): StoreCore;
  /** It goes away. Whoever has it open keeps it; the next one finds none. */
  remove(): void;
  /** Of what is there at the next start the last commits are missing, as where the end of its log was cut off. */
  tear(commits: number): void;
  /** Whether it ever lost anything. */
  hasForgotten(): boolean;
  /** Calls back when it goes away or has another owner; returns the function that ends it. */
  onChanged(callback: () => void): () => void;
}

type Entry =
  | { readonly owner: Parameters<StoreCore['acquire']>[0] }
  | { readonly epoch: number; readonly commands: readonly Command[] };

/** @param first What stands there at the beginning, empty. @param make Another one. */
export function createStoreFile(first: StoreCore, make: () => StoreCore): StoreFile {
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const callback of listeners) callback();
  };
  /** Writes down all that changes it, for as long as it is there. */
  const recorded = (store: StoreCore): StoreCore => {
    const entries: Entry[] = [];
    const checkPlace = () => {
      if (there !== core)
        throw new EngineError('store_gone', { message: 'The file of the state was removed.' });
    };
    const core: StoreCore = {
      ...store,
      acquire(owner) {
        checkPlace();
        entries.push({ owner });
        changed();
        return store.acquire(owner);
      },
      transact(epoch, commands) {
        if (commands.some(leadsToSend)) checkPlace();
        const outcomes = store.transact(epoch, commands);
        if (commands.some(({ name }) => !isRead(name))) entries.push({ epoch, commands });
        return outcomes;
      },
      check(epoch) {
        checkPlace();
        store.check(epoch);
      },
    };
    written = entries;
    return core;
  };
  let written: readonly Entry[] = [];
  let there = recorded(first);
  let opened = there;
  let hasForgotten = false;
  let torn = 0;
  const replaceBy = (entries: readonly Entry[]) => {
    there = recorded(make());
    for (const entry of entries) {
      if ('owner' in entry) there.acquire(entry.owner);
      else there.transact(entry.epoch, entry.commands);
    }
  };
  return {
    open() {
      if (torn > 0) replaceBy(withoutLast(written, torn));
      torn = 0;
      opened = there;
      return opened;
    },
    opened: () => opened,
    remove() {
      hasForgotten = true;
      replaceBy([]);
      changed();
    },
    tear(commits) {
      hasForgotten = true;
      torn = commits;
    },
    hasForgotten: () => hasForgotten,
    onChanged(callback) {
      listeners.add(callback);
      return () => void listeners.delete(callback);
    },
  };
}

/** All before the first of the last commits. */
function withoutLast(written: readonly Entry[], commits: number): readonly Entry[] {
  let left = commits;
  let end = written.length;
  while (end > 0 && left > 0) {
    end -= 1;
    if ('commands' in written[end]!) left -= 1;
  }
  return written.slice(0, end);
}
