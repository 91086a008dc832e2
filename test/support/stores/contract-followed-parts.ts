import { expect, it } from 'vitest';
import { id } from '../messages/ids.ts';
import type { StoreFixture } from './bed.ts';
import { ACCOUNT, answerWith, openParts, part } from './inputs.ts';

export function describeFollowedParts(current: () => StoreFixture): void {
  it('adds what leaves in the place of a part with the end of that, or does neither (OUT-21)', async () => {
    const { store } = current();
    const followedBy = { ...part('sms:p'), lane: id.lane('lane-1') };
    const partId = id.part('p');
    const evidence = { via: 'row', guid: id.guid('S1'), rowid: id.rowid(41) } as const;
    const undelivered = { partId, from: 'sent', to: 'undelivered', evidence, atMs: 6_000 } as const;
    const queued = { partId, from: 'sending', to: 'queued', evidence: { via: 'none' }, atMs: 5_000 } as const;
    await answerWith(store, part('p'), part('q'));
    expect(await store.endPart({ ...undelivered, followedBy })).toBe(false);
    await store.startPart({ partId, maxRowid: 40, atMs: 4_000 });
    await expect(store.endPart({ ...queued, followedBy })).rejects.toThrow('nothing takes its place');
    await store.endPart({ partId, from: 'sending', to: 'sent', evidence, atMs: 5_000 });
    const known = { ...followedBy, partId: id.part('q') };
    await expect(store.endPart({ ...undelivered, followedBy: known })).rejects.toThrow('exists already');
    expect(await openParts(store)).toMatchObject([{ partId: 'q' }]);
    expect(await store.endPart({ ...undelivered, followedBy })).toBe(true);
    const follower = { turnId: null, accountId: ACCOUNT, state: 'queued', createdAtMs: 6_000 };
    expect(await openParts(store)).toMatchObject([{ partId: 'q' }, { ...follower, partId: 'sms:p' }]);
    expect(await store.endPart({ ...undelivered, followedBy })).toBe(false);
  });
}
