// What is the same for all rows of a run is worked out once.

import type { History } from './history.ts';

/** The answer to a question about a run, and about one of its databases, conversations or the like. */
export function perHistory<Answer, Key extends string | number | null = null>(
  answer: (history: History, key: Key) => Answer,
): (history: History, key: Key) => Answer {
  const known = new WeakMap<History, Map<Key, Answer>>();
  return (history, key) => {
    const answers = known.get(history) ?? new Map<Key, Answer>();
    known.set(history, answers);
    if (!answers.has(key)) answers.set(key, answer(history, key));
    return answers.get(key)!;
  };
}
