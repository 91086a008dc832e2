// Does what happened satisfy an expectation? Each kind looks only at what is new since it was last expected.

import type { ExpectationWord, Expected, ItemSource, Seen } from '../../vocabulary/expectation-word.ts';
import { expectedKinds } from '../../vocabulary/expectations.ts';
import type { Item } from '../../vocabulary/item.ts';
import type { Observed } from '../../vocabulary/observation.ts';

/** What earlier expectations have spoken of. */
interface Consumed {
  has(source: ItemSource, item: Item): boolean;
  add(source: ItemSource, items: readonly Item[]): void;
}

export function createConsumed(): Consumed {
  const keys = new Map<ItemSource, Set<string>>();
  const setOf = (source: ItemSource) => {
    const set = keys.get(source) ?? new Set();
    keys.set(source, set);
    return set;
  };
  return {
    has: (source, item) => setOf(source).has(item.key),
    add(source, items) {
      const set = setOf(source);
      for (const { key } of items) set.add(key);
    },
  };
}

/** What is new of a kind. */
export function seenBy({ items }: ExpectationWord, observed: Observed, consumed: Consumed): Seen {
  return { observed, fresh: items ? items(observed).filter((item) => !consumed.has(items, item)) : [] };
}

/** Asked again and again while it does not hold, mostly of its first kind. */
export function holds(expected: Expected, observed: Observed, consumed: Consumed): boolean {
  return expectedKinds(expected).every(([word, value]) =>
    word.isMet(value, seenBy(word, observed, consumed)),
  );
}

/** Which kinds do not hold, without the work of explaining: empty = it holds. */
export function unmetKinds(expected: Expected, observed: Observed, consumed: Consumed): ExpectationWord[] {
  return expectedKinds(expected)
    .filter(([word, value]) => !word.isMet(value, seenBy(word, observed, consumed)))
    .map(([word]) => word);
}
