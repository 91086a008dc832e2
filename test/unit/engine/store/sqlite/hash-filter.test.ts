import { expect, it, vi } from 'vitest';
import { createHashFilter } from '../../../../../engine/store/sqlite/hash-filter.ts';
import { hashOf } from '../../../../../engine/store/sqlite/hash-index.ts';

const hashes = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => hashOf(`id ${from + index}`));

it('never says that a hash is not there that is, and of others nearly always', () => {
  const [read, added, others] = [hashes(0, 50_000), hashes(50_000, 50_000), hashes(100_000, 10_000)];
  const filter = createHashFilter(() => read);
  expect(read.every(filter.mayHave)).toBe(true);
  for (const hash of added) filter.add(hash);
  expect([...read, ...added].every(filter.mayHave)).toBe(true);
  const taken = others.filter(filter.mayHave).length;
  expect(taken).toBeLessThan(others.length / 20);
});

it('says nothing of an index that has more than are read', () => {
  const read = vi.fn((limit: number) => hashes(0, limit));
  const filter = createHashFilter(read);
  expect(read.mock.calls).toEqual([[100_001]]);
  filter.add(1);
  expect(hashes(200_000, 100).every(filter.mayHave)).toBe(true);
});
