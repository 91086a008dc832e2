import type { Journal } from './inspect.ts';

/**
 * Turns were told of every reaction that came, once and in this order. What nobody could react to, since its reply never
 * left, is left out.
 */
export function checkEvents(
  expected: readonly string[],
  journals: readonly Pick<Journal, 'turns' | 'verdicts'>[],
): string[] {
  const told = journals.flatMap(({ turns }) =>
    turns.flatMap(({ preparation }) => (preparation?.events ?? []).map(({ text }) => text)),
  );
  const places = told.map((text) => expected.findIndex((start) => text.startsWith(start)));
  const isInOrder = places.every((place, index) => place > (places[index - 1] ?? -1));
  const came = journals.flatMap(({ verdicts }) => verdicts.filter(({ fate }) => fate === 'reaction'));
  if (isInOrder && came.length === told.length) return [];
  return [`of ${came.length} reactions turns were told ${JSON.stringify(told)}`];
}
