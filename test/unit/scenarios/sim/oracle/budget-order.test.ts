import { expect, it } from 'vitest';
import type { Arrival } from '../../../../../scenarios/sim/oracle/arrival.ts';
import { inOrderOf } from '../../../../../scenarios/sim/oracle/budget-order.ts';
import { createDoctoredRun } from '../../../../support/oracle/doctored-run.ts';

/** Rows of a database, in the order of their numbers, by when each was decided at the latest. */
function orderOf(
  given: readonly { readonly latestMs: number; readonly cameAgain?: boolean; readonly database?: number }[],
) {
  const run = createDoctoredRun();
  const came = given.map(({ latestMs, cameAgain = false, database = 1 }) => {
    const arrival = { earliestMs: 0, latestMs, cameAgain } as unknown as Arrival;
    return { row: run.row({ database }), arrival, latestMs };
  });
  return inOrderOf(came).map(({ row }) => row.rowid);
}

it('What is told in order is decided before what stands behind it, however late it is known to have been', () => {
  expect(orderOf([{ latestMs: 1 }, { latestMs: 9 }, { latestMs: 8 }, { latestMs: 5 }])).toEqual([1, 2, 3, 4]);
  expect(orderOf([{ latestMs: 9 }, { latestMs: 5 }, { latestMs: 7 }])).toEqual([1, 2, 3]);
});

it('What had to be asked for, or is of another database, is decided when it came', () => {
  expect(orderOf([{ latestMs: 9, cameAgain: true }, { latestMs: 5 }])).toEqual([2, 1]);
  expect(orderOf([{ latestMs: 9 }, { latestMs: 5, cameAgain: true }])).toEqual([2, 1]);
  expect(orderOf([{ latestMs: 9 }, { latestMs: 5, database: 2 }])).toEqual([2, 1]);
});
