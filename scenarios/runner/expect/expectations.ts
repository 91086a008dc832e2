// The expectations of one run, in the order in which they are made.

import type { Driver } from '../drivers/driver.ts';
import { durationText } from '../duration.ts';
import type { ExpectedKind, Scenario } from '../scenario.ts';
import { EXPECTED_KINDS, type ExpectInput } from '../schema.ts';
import { createConsumed, explain, freshItems, unmetKinds } from './evaluate.ts';
import { evidenceOf } from './evidence.ts';
import { shown } from './item.ts';

export interface Expectations {
  /** Lets time pass as the expectation says. Answers what does not hold, or null. */
  hold(expected: ExpectInput): Promise<string[] | null>;
  /** Turns and replies that came after the last expectation of them, where there was one. */
  surplus(): string[];
}

export function createExpectations(scenario: Scenario, driver: Driver): Expectations {
  const evidence = evidenceOf(scenario, driver);
  const consumed = createConsumed();
  const spokenOf = new Set<ExpectedKind>();

  const consume = (expected: ExpectInput) => {
    for (const kind of EXPECTED_KINDS) {
      if (kind === 'cursor' || expected[kind] === undefined) continue;
      spokenOf.add(kind);
      consumed.add(kind, freshItems(kind, evidence, consumed));
    }
  };

  return {
    async hold(expected) {
      const { within, for: window } = expected;
      const unmet = () => unmetKinds(expected, evidence, consumed);
      if (window !== undefined) await driver.advance(window);
      if (within !== undefined) {
        await driver.advanceUntil(
          whenChanged(driver, () => unmet().length === 0),
          within,
        );
      }
      const left = unmet();
      if (left.length === 0) {
        consume(expected);
        return null;
      }
      const bound = within === undefined ? `for ${durationText(window!)}` : `within ${durationText(within)}`;
      return left.flatMap((kind) => [
        `expected ${bound}: ${kind}: ${JSON.stringify(expected[kind])}`,
        ...explain(kind, expected, evidence, consumed).map((line) => `  ${line}`),
      ]);
    },
    surplus: () =>
      (['turns', 'replies'] as const)
        .filter((kind) => spokenOf.has(kind))
        .flatMap((kind) =>
          freshItems(kind, evidence, consumed).map(
            ({ fields }) => `${kind} after the last expectation of them: ${shown(fields)}`,
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
