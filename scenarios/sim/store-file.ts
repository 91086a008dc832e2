// The file in which the gateways of a world keep their state. It can be taken away under the one that runs, and lose
// what was written last.

import type { StoreCore } from '../../engine/store/core.ts';
import { type Command, isRead } from '../../engine/store/store.ts';

export interface StoreFile {
  /** The one that stands there now, as whoever opens it next finds it. */
  open(): StoreCore;
  /** The one that was opened last, also when it is not there any more. */
  readonly opened: StoreCore;
  /** It goes away. Whoever has it open keeps it; the next one finds none. */
  remove(): void;
  /** Of what is there at the next start the last commits are missing, as where the end of its log was cut off. */
  tear(commits: number): void;
  /** Whether it ever lost anything. */
  readonly hasForgotten: boolean;
}

type Entry =
  | { readonly owner: Parameters<StoreCore['acquire']>[0] }
  | { readonly epoch: number; readonly commands: readonly Command[] };

/** @param first What stands there at the beginning, empty. @param make Another one. */
export function createStoreFile(first: StoreCore, make: () => StoreCore): StoreFile {
  let written: Entry[] = [];
  let there = recorded(first, written);
  let opened = there;
  let hasForgotten = false;
  let torn = 0;
  const replaceBy = (entries: readonly Entry[]) => {
    written = [];
    there = recorded(make(), written);
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
    get opened() {
      return opened;
    },
    remove() {
      hasForgotten = true;
      replaceBy([]);
    },
    tear(commits) {
      hasForgotten = true;
      torn = commits;
    },
    get hasForgotten() {
      return hasForgotten;
    },
  };
}

/** The same store, which writes down all that changes it. */
function recorded(store: StoreCore, written: Entry[]): StoreCore {
  return {
    ...store,
    acquire(owner) {
      written.push({ owner });
      return store.acquire(owner);
    },
    transact(epoch, commands) {
      const outcomes = store.transact(epoch, commands);
      if (commands.some(({ name }) => !isRead(name))) written.push({ epoch, commands });
      return outcomes;
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
