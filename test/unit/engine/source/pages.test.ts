import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../engine/errors.ts';
import { readPages } from '../../../../engine/source/pages.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';

/** An imsg with these rows, of which a line holds at most five in length. */
function imsg(rows: ReadonlyMap<number, number>, isHung = false) {
  let oversize = 0;
  const asked: { since: number; limit: number }[] = [];
  const client = {
    counts: () => ({ oversize, late: 0, duplicate: 0, foreign: 0, unparsed: 0 }),
    async call(_method: string, params: object = {}) {
      const { since_rowid: since, limit } = params as { since_rowid: number; limit: number };
      asked.push({ since, limit });
      const behind = [...rows.keys()].filter((rowid) => rowid > since);
      const page = behind.slice(0, limit);
      const isTooLong = page.reduce((sum, rowid) => sum + rows.get(rowid)!, 0) > 5;
      if (isTooLong && !isHung) oversize += 1;
      if (isTooLong) throw new EngineError('rpc_timeout');
      return {
        messages: page.map((id) => ({ id })),
        next_rowid: page.at(-1) ?? Math.max(since, ...rows.keys()),
        has_more: behind.length > page.length,
      };
    },
  };
  return { client, asked };
}

async function read(rows: ReadonlyMap<number, number>, limit: number, toRowid?: number) {
  const { client, asked } = imsg(rows);
  const told: number[] = [];
  const request = {
    afterRowid: 0,
    attachments: false,
    limit,
    isOver: () => false,
    ...(toRowid && { toRowid }),
  };
  const end = await readPages(client, request, createManualClock(), async (page) => {
    for (const { payload } of page) told.push((payload as { id: number }).id);
  });
  return { end, told, asked: asked.map(({ since, limit }) => `${since}+${limit}`) };
}
const sized = (...rows: (readonly [number, number])[]) => new Map(rows);

describe('a page that is too long for a line', () => {
  it('is asked for in smaller ones, and the next in ones that grow until they are whole again', async () => {
    const rows = sized([1, 3], [2, 3], [3, 1], [4, 1], [5, 1], [6, 1], [7, 1], [8, 1]);
    expect(await read(rows, 4)).toEqual({
      end: 8,
      told: [1, 2, 3, 4, 5, 6, 7, 8],
      asked: ['0+4', '0+2', '0+1', '1+2', '3+4', '7+4'],
    });
  });

  it('costs a stretch of long rows no more than one page too long for each that is read', async () => {
    const rows = sized(...Array.from({ length: 8 }, (_, index) => [index + 1, 3] as const));
    const { asked } = await read(rows, 64);
    expect(asked.length).toBeLessThan(22);
  });

  it('is passed over where it is one row, with no more than it takes behind rows that are gone', async () => {
    const { told, end } = await read(sized([1, 1], [2, 9], [3, 1]), 1);
    expect([told, end]).toEqual([[1, 3], 3]);
    const sparse = await read(sized([1, 1], [40, 9], [50, 1]), 1);
    expect(sparse.told).toEqual([1]);
    expect(sparse.asked.length).toBeLessThan(10);
  });

  it('is not asked for behind what is wanted', async () => {
    expect(await read(sized([1, 9], [2, 9], [3, 1]), 1, 2)).toMatchObject({
      told: [],
      asked: ['0+1', '1+1'],
    });
  });
});

it('an imsg that does not answer is no page that is too long', async () => {
  const { client, asked } = imsg(sized([1, 9]), true);
  const request = { afterRowid: 0, attachments: false, limit: 4, isOver: () => false };
  const pages = readPages(client, request, createManualClock(), async () => {});
  await expect(pages).rejects.toMatchObject({ code: 'rpc_timeout' });
  expect(asked).toHaveLength(1);
});
