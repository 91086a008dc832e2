// The expectations of one run, in the order in which they are made.

import { shownFields } from '../../observe/shown-fields.ts';
import type { ExpectationWord, Expected } from '../../vocabulary/expectation-word.ts';
import { EXPECTATION_WORDS, expectedKinds } from '../../vocabulary/expectations.ts';
import { boundText } from '../../vocabulary/steps/expect.ts';
import type { Driver } from '../drivers/driver.ts';
import type { Scenario } from '../scenario.ts';
import { createConsumed, holds, seenBy, unmetKinds } from './evaluate.ts';

export interface Expectations {
  /** Lets time pass as the expectation says. Answers what does not hold, or null. */
  hold(expected: Expected): Promise<string[] | null>;
  /** What came after the last expectation of its kind, for the kinds of which nothing may. */
  surplus(): string[];
}

export function createExpectations(scenario: Scenario, driver: Driver): Expectations {
  const { ledger, device } = driver;
  const observed = {
    cast: scenario,
    ledger,
    device,
    journals: () => driver.journals(),
    wallMs: () => driver.wallMs(),
  };
  const consumed = createConsumed();
  const spokenOf = new Set<ExpectationWord>();

  const consume = (expected: Expected) => {
    for (const [word] of expectedKinds(expected)) {
      spokenOf.add(word);
      if (word.items) consumed.add(word.items, seenBy(word, observed, consumed).fresh);
    }
  };

  return {
    async hold(expected) {
      const { within, for: window } = expected;
      if (window !== undefined) await driver.advance(window);
      if (within !== undefined) {
        await driver.advanceUntil(
          whenChanged(driver, () => holds(expected, observed, consumed)),
          within,
        );
      }
      const left = unmetKinds(expected, observed, consumed);
      if (left.length === 0) {
        consume(expected);
        return null;
      }
      return left.flatMap((word) => {
        const value = expected[word.name];
        return [
          `expected ${boundText(expected)}: ${word.name}: ${JSON.stringify(value)}`,
          ...word.explain(value, seenBy(word, observed, consumed)).map((line) => `  ${line}`),
        ];
      });
    },
    surplus: () =>
      EXPECTATION_WORDS.filter((word) => word.isComplete && spokenOf.has(word)).flatMap((word) =>
        seenBy(word, observed, consumed).fresh.map(
          ({ fields }) => `${word.name} after the last expectation of them: ${shownFields(fields)}`,
        ),
      ),
  };
}

/** Looking costs more than asking whether there is anything new to look at. */
export function whenChanged({ ledger }: Pick<Driver, 'ledger'>, isDone: () => boolean): () => boolean {
  let seen = -1;
  let wasDone = false;
  return () => {
    const size = ledger.entries.length;
    if (size !== seen) {
      seen = size;
      wasDone = isDone();
    }
    return wasDone;
  };
}
