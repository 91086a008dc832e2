import { expect, it } from 'vitest';
import { createPendingRowids } from '../../../../../engine/store/memory/pending-rowids.ts';

const waiting = (rowid: number) => ({ rowid, pendingCount: 1 });

it('finds the lowest of rows that came in any order', () => {
  const rowids = createPendingRowids();
  expect(rowids.lowest()).toBeNull();
  for (const rowid of [5, 9, 3, 7]) rowids.add(waiting(rowid));
  expect(rowids.lowest()).toBe(3);
});

it('passes over settled rows, also over more than it keeps, and finds late ones after that', () => {
  const rowids = createPendingRowids();
  const rows = Array.from({ length: 3_000 }, (_, index) => waiting(index + 10));
  for (const row of rows) rowids.add(row);
  for (const row of rows.slice(0, 2_500)) row.pendingCount = 0;
  expect(rowids.lowest()).toBe(2_510);
  rowids.add(waiting(4));
  expect(rowids.lowest()).toBe(4);
  rowids.add(waiting(2_511));
  rowids.add(waiting(5_000));
  for (const row of rows) row.pendingCount = 0;
  expect(rowids.lowest()).toBe(4);
});

it('waits for the last account of a row', () => {
  const rowids = createPendingRowids();
  const row = { rowid: 1, pendingCount: 2 };
  rowids.add(row);
  row.pendingCount -= 1;
  expect(rowids.lowest()).toBe(1);
  row.pendingCount -= 1;
  expect(rowids.lowest()).toBeNull();
});
