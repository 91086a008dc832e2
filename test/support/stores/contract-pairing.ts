import { describe, expect, it } from 'vitest';
import type { VerdictInput } from '../../../engine/store/commands/journal.ts';
import type { PairingRequest } from '../../../engine/store/commands/pairing.ts';
import { REQUEST_ENDS_MS } from '../../../engine/store/pairing-rules.ts';
import { id } from '../messages/ids.ts';
import type { StoreFixture } from './bed.ts';
import { ACCOUNT, openParts, part, row, SOURCE, TARGET } from './inputs.ts';

const handleOf = (number: number) => id.handle(`+1555000${1000 + number}`);

export function describePairing(current: () => StoreFixture): void {
  /** The row of the nth stranger, who is offered a code unless a request waits by all that is known. */
  const strange = (rowid: number, number: number, atMs = 1_000, isOffered = true) => {
    const notice = { ...part(`p${rowid}`), lane: id.lane('lane-1') };
    const offer = { sender: handleOf(number), code: `CODE${number}`, notice };
    const verdict: VerdictInput = isOffered
      ? { accountId: ACCOUNT, fate: 'challenged', code: 'unpaired' }
      : { accountId: ACCOUNT, fate: 'denied', code: 'pairing_waiting' };
    const stranger = { handle: handleOf(number), offer: isOffered ? offer : null };
    return row(rowid, { raw: null, arrivedAtMs: atMs, verdicts: [{ ...verdict, stranger }] });
  };
  const ingest = (...rows: ReturnType<typeof row>[]) => current().store.ingest({ sourceId: SOURCE, rows });
  const fates = async () =>
    (await current().store.verdicts({ sourceId: SOURCE, accountId: ACCOUNT, afterSeq: 0, limit: 99 })).map(
      ({ fate, code }) => `${fate} ${code}`,
    );
  const partIds = async () => (await openParts(current().store)).map(({ partId }) => partId);
  const named = (number: number) => ({ accountId: ACCOUNT, handle: handleOf(number) });

  describe('people who pair', () => {
    it('make a request and its part with their row, once while it waits (PAIR-4)', async () => {
      const { rows } = await ingest(strange(1, 1), strange(2, 1, 2_000));
      expect(rows).toMatchObject([{ standing: 'new' }, { standing: 'waiting' }]);
      await ingest(strange(1, 1, 1_000, false), strange(3, 1, 3_000, false));
      expect(await fates()).toEqual(['challenged unpaired', ...Array(2).fill('denied pairing_waiting')]);
      const { requests, ...others } = await current().store.pairing({});
      const times = { createdAtMs: 1_000, lastSeenAtMs: 3_000 };
      const made = { ...named(1), sender: handleOf(1), code: 'CODE1', target: TARGET, ...times };
      expect([requests, others]).toEqual([[{ ...made, isDenied: false }], { approvals: [], owner: null }]);
      expect(await openParts(current().store)).toMatchObject([
        { partId: 'p1', turnId: null, createdAtMs: 1_000 },
      ]);
    });

    it('are no more than three at a time, and whoever comes then leaves no trace (PAIR-3)', async () => {
      await ingest(strange(1, 1), strange(2, 2), strange(3, 3), strange(4, 4));
      expect(await fates()).toEqual([...Array(3).fill('challenged unpaired'), 'denied pairing_full']);
      expect(await partIds()).toEqual(['p1', 'p2', 'p3']);
    });

    it('may ask again when an hour has passed since they asked, not since they wrote (PAIR-2)', async () => {
      await ingest(strange(1, 1, 0), strange(2, 1, REQUEST_ENDS_MS), strange(3, 1, REQUEST_ENDS_MS + 1));
      expect(await fates()).toEqual(['challenged unpaired', 'denied pairing_waiting', 'challenged unpaired']);
      expect((await current().store.pairing({})).requests).toMatchObject([
        { createdAtMs: REQUEST_ENDS_MS + 1 },
      ]);
    });

    it('wait for nobody whose request lies ahead since the clock was set back', async () => {
      const aheadMs = 2 * REQUEST_ENDS_MS;
      await ingest(strange(1, 1, aheadMs), strange(2, 2, aheadMs), strange(3, 3, aheadMs));
      await ingest(strange(4, 4, REQUEST_ENDS_MS), strange(5, 4, REQUEST_ENDS_MS + 1), strange(6, 1, 0));
      expect((await fates()).slice(3)).toEqual([
        'denied pairing_full',
        'denied pairing_full',
        'challenged unpaired',
      ]);
      expect((await current().store.pairing({})).requests).toMatchObject([{ ...named(1), createdAtMs: 0 }]);
    });

    it('become approved with what tells them so, and the first one the owner (PAIR-10, PAIR-14)', async () => {
      await ingest(strange(1, 1), strange(2, 2));
      const notice = { ...part('welcome'), lane: id.lane('lane-1') };
      const approve = (number: number, isOwner: boolean) =>
        current().store.approvePairing({
          ...named(number),
          atMs: 5_000,
          isOwner,
          notice: number === 1 ? notice : null,
        });
      expect([await approve(1, true), await approve(1, true), await approve(2, true)]).toEqual([
        true,
        false,
        true,
      ]);
      expect(await current().store.pairing({})).toEqual({
        requests: [],
        approvals: [1, 2].map((number) => ({ ...named(number), atMs: 5_000 })),
        owner: handleOf(1),
      });
      expect(await partIds()).toEqual(['p1', 'p2', 'welcome']);
    });

    it('are sent no other code for having been denied, and make room for others', async () => {
      await ingest(strange(1, 1), strange(2, 2), strange(3, 3));
      expect(await current().store.denyPairing(named(1))).toBe(true);
      expect(await current().store.denyPairing(named(1))).toBe(false);
      await ingest(strange(4, 1), strange(5, 4));
      expect((await fates()).slice(3)).toEqual(['denied pairing_waiting', 'challenged unpaired']);
    });

    it('are taken over as far as they are not known', async () => {
      await ingest(strange(1, 1));
      const { requests } = await current().store.pairing({});
      const other: PairingRequest = { ...requests[0]!, code: 'OTHER', target: null };
      const imported = {
        requests: [other, { ...other, handle: handleOf(2) }],
        approvals: [{ ...named(3), atMs: 7 }],
      };
      await current().store.importPairing(imported);
      expect(await current().store.pairing({})).toMatchObject({
        requests: [{ code: 'CODE1' }, { code: 'OTHER', target: null }],
        approvals: [{ ...named(3), atMs: 7 }],
      });
    });

    it('are refused with all of their batch where a part is there already', async () => {
      await ingest(strange(1, 1));
      const again = strange(2, 2);
      const stranger = { ...again.verdicts[0]!.stranger!, offer: strange(1, 2).verdicts[0]!.stranger!.offer };
      const twice = { ...again, verdicts: [{ ...again.verdicts[0]!, stranger }] };
      await expect(ingest(strange(3, 3), twice)).rejects.toThrow('A part with this id exists already');
      expect([(await fates()).length, await partIds()]).toEqual([1, ['p1']]);
    });
  });
}
