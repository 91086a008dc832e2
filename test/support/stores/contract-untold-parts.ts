import { expect, it } from 'vitest';
import { id } from '../messages/ids.ts';
import type { StoreFixture } from './bed.ts';
import { ACCOUNT, answerWith, part } from './inputs.ts';

export function describeUntoldParts(current: () => StoreFixture): void {
  it('knows parts that ended in trouble as untold until that was told, and none that was sent', async () => {
    const { store } = current();
    await answerWith(store, part('p'), part('q'));
    for (const partId of [id.part('q'), id.part('p')]) {
      const evidence = { guid: id.guid(`S-${partId}`), rowid: id.rowid(41), via: 'row' } as const;
      const atMs = 5_000;
      await store.startPart({ partId, maxRowid: 40, atMs: 4_000 });
      await store.endPart({ partId, from: 'sending', to: 'sent', evidence, atMs });
      await store.endPart({ partId, from: 'sent', to: 'undelivered', evidence, atMs });
    }
    const untold = async (limit = 9, accountId = ACCOUNT) =>
      (await store.untoldParts({ accountId, limit })).map(({ partId, state }) => `${partId} ${state}`);
    expect(await untold()).toEqual(['p undelivered', 'q undelivered']);
    expect(await untold(1)).toEqual(['p undelivered']);
    expect(await untold(9, 'another')).toEqual([]);
    expect(await store.partTold({ accountId: 'another', partId: id.part('p') })).toBe(false);
    expect(await store.partTold({ accountId: ACCOUNT, partId: id.part('p') })).toBe(true);
    expect(await store.partTold({ accountId: ACCOUNT, partId: id.part('p') })).toBe(false);
    expect(await untold()).toEqual(['q undelivered']);
    const evidence = { via: 'none' } as const;
    await answerWith(store, ...['a', 'b', 'c', 'd'].map((name) => part(name)));
    for (const [name, to] of [
      ['a', 'sent'],
      ['b', 'unknown'],
      ['c', 'failed'],
    ] as const) {
      await store.startPart({ partId: id.part(name), maxRowid: 40, atMs: 6_000 });
      await store.endPart({ partId: id.part(name), from: 'sending', to, evidence, atMs: 7_000 });
    }
    await store.endPart({ partId: id.part('d'), from: 'queued', to: 'expired', evidence, atMs: 7_000 });
    expect(await untold()).toEqual(['b unknown', 'c failed', 'd expired', 'q undelivered']);
  });
}
