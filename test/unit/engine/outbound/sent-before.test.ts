import { describe, expect, it } from 'vitest';
import { sentBefore } from '../../../../engine/outbound/sent-before.ts';
import type { PartRow } from '../../../../engine/store/commands/parts.ts';

const HOUR_MS = 60 * 60 * 1000;
const NOW_MS = 1_000 * 24 * HOUR_MS;

/** What is remembered of a journal whose parts were made so long ago, newest first. */
async function remembered(agesMs: readonly number[]) {
  const all = agesMs.map((ageMs) => ({ createdAtMs: NOW_MS - ageMs }) as PartRow);
  const recentParts = async ({ sinceMs, limit }: { readonly sinceMs: number; readonly limit: number }) =>
    all.filter(({ createdAtMs }) => createdAtMs >= sinceMs).slice(0, limit);
  const { parts, knownSinceMs } = await sentBefore({
    accountId: 'default',
    store: { recentParts },
    nowMs: NOW_MS,
  });
  const ages = parts.map(({ createdAtMs }) => NOW_MS - createdAtMs);
  return { count: ages.length, oldestMs: ages[0], newestMs: ages.at(-1), knownForMs: NOW_MS - knownSinceMs };
}
const every = (count: number, eachMs: number) => Array.from({ length: count }, (_, n) => n * eachMs);

describe('what earlier runs have sent', () => {
  it('is remembered oldest first, also where it is weeks old', async () => {
    const found = await remembered([13 * HOUR_MS, 20 * 24 * HOUR_MS, 31 * 24 * HOUR_MS]);
    expect(found).toEqual({
      count: 2,
      oldestMs: 20 * 24 * HOUR_MS,
      newestMs: 13 * HOUR_MS,
      knownForMs: 30 * 24 * HOUR_MS,
    });
  });

  it('is remembered for twelve hours where it is much', async () => {
    expect(await remembered(every(5_000, 30_000))).toMatchObject({
      count: 1_441,
      oldestMs: 12 * HOUR_MS,
      knownForMs: 12 * HOUR_MS,
    });
  });

  it('is remembered up to a number, and so far back is said to be known what there was', async () => {
    expect(await remembered(every(20_000, 1_000))).toMatchObject({ count: 10_000, knownForMs: 9_999_000 });
    const few = every(5_000, HOUR_MS / 4);
    expect(await remembered(few)).toMatchObject({ count: 1_000, knownForMs: (999 * HOUR_MS) / 4 });
  });
});
