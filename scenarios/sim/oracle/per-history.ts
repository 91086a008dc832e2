// What is the same for all rows of a run is worked out once.

import type { History } from './history.ts';

type Ask<Answer, Key> = undefined extends Key
  ? (history: History, key?: Key) => Answer
  : (history: History, key: Key) => Answer;

/** The answer to a question about a run; with a key, about one of its databases, conversations or the like. */
export function perHistory<Answer, Key extends string | number | null | undefined = undefined>(
  answer: (history: History, key: Key) => Answer,
): Ask<Answer, Key> {
  const known = new WeakMap<History, Map<Key, Answer>>();
  const ask = (history: History, key: Key): Answer => {
    const answers = known.get(history) ?? new Map<Key, Answer>();
    known.set(history, answers);
    if (!answers.has(key)) answers.set(key, answer(history, key));
    return answers.get(key)!;
  };
  return ask as Ask<Answer, Key>;
}
