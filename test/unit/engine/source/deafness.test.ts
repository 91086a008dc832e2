import { expect, it } from 'vitest';
import type { RpcClient } from '../../../../engine/imsg/rpc-client.ts';
import { createDeafness } from '../../../../engine/source/deafness.ts';
import { createManualClock, settle } from '../../../support/clocks/manual-clock.ts';

const TOLD_WITHIN_MS = 6_000;

function looking({ hasPages = true, seen = 5 as number | null } = {}) {
  const clock = createManualClock();
  const world = { seen, rows: [] as number[] };
  const calls: [string, object | undefined][] = [];
  const deaf: [number, number][] = [];
  const client = {
    call(method: string, params?: { since_rowid?: number }) {
      calls.push([method, params]);
      const id = world.rows.find((row) => row > (params?.since_rowid ?? 0));
      const messages = id === undefined ? [] : [{ id }];
      return Promise.resolve(
        method === 'status' ? {} : { messages, next_rowid: id ?? params?.since_rowid, has_more: false },
      );
    },
  } as unknown as RpcClient;
  const ask = createDeafness({
    clock,
    ending: new AbortController().signal,
    hasPages: () => hasPages,
    seenTo: () => world.seen,
    onDeaf: (...found) => deaf.push(found),
  });
  const look = async () => {
    const asked = ask(client);
    await settle();
    await clock.advance(TOLD_WITHIN_MS);
    await asked;
  };
  return { world, calls, deaf, look, ask: () => ask(client), clock };
}

it('finds a watch deaf that does not tell of a row within seconds, and once for each row (TRN-11, A2)', async () => {
  const { world, deaf, look } = looking();
  await look();
  expect(deaf).toEqual([]);
  world.rows = [6];
  await look();
  expect(deaf).toEqual([[5, 6]]);
  await look();
  expect(deaf).toEqual([[5, 6]]);
  world.rows = [6, 7];
  await look();
  expect(deaf).toEqual([
    [5, 6],
    [5, 7],
  ]);
});

it('takes no row for missed that comes while it looks (TRN-11, A2)', async () => {
  const { world, deaf, ask, clock } = looking();
  world.rows = [6];
  const asked = ask();
  await settle();
  world.seen = 6;
  await clock.advance(TOLD_WITHIN_MS);
  await asked;
  expect(deaf).toEqual([]);
});

it.each([
  ['of a build without pages', { hasPages: false }],
  ['before anything is known', { seen: null }],
])('asks only whether it answers, %s (TRN-11)', async (_when, options) => {
  const { calls, deaf, look } = looking(options);
  await look();
  expect(calls).toEqual([['status', undefined]]);
  expect(deaf).toEqual([]);
});
