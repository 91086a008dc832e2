import { describe, expect, it } from 'vitest';
import { id } from '../messages/ids.ts';
import type { StoreFixture } from './bed.ts';
import { ACCOUNT, denied, row, SOURCE, turn } from './inputs.ts';

export function describeRows(current: () => StoreFixture): void {
  const store = () => current().store;
  const ingest = (...rows: ReturnType<typeof row>[]) => store().ingest({ sourceId: SOURCE, rows });
  const all = (change: object = {}) =>
    store().journalled({ sourceId: SOURCE, sinceMs: 0, afterSeq: 0, limit: 10, ...change });
  const ENVELOPE = { id: 2, sender: '+15550002222', is_group: true };
  const facts = { boundary: null, windowMs: 5 };
  const verdicts = [{ accountId: ACCOUNT, fate: 'denied', code: 'dm_blocked', detail: 'd', facts } as const];

  describe('rows as they were journalled', () => {
    it('are told with what decided, and an envelope where there is no body', async () => {
      await ingest(row(1), denied(2, { verdicts, envelope: ENVELOPE, isFromMe: true }));
      const [first, second] = await all();
      expect(first).toMatchObject({ sourceId: SOURCE, seq: 1, envelope: null, isFromMe: false });
      expect(Buffer.from(first!.raw!).toString()).toBe('{"id":1}');
      expect(second).toEqual({
        sourceId: SOURCE,
        seq: 2,
        eventId: 'guid:G2',
        rowid: id.rowid(2),
        guid: id.guid('G2'),
        chatGuid: first!.chatGuid,
        isFromMe: true,
        arrivedAtMs: 1_000,
        raw: null,
        envelope: ENVELOPE,
        verdicts: [{ ...verdicts[0], turnId: null }],
      });
    });

    it('come by the page, and from a time on', async () => {
      await ingest(row(1), row(2, { arrivedAtMs: 2_000 }), row(3, { arrivedAtMs: 3_000 }));
      const rowids = async (change: object) => (await all(change)).map(({ rowid }) => rowid);
      expect(await rowids({ limit: 2 })).toEqual([1, 2]);
      expect(await rowids({ afterSeq: 2 })).toEqual([3]);
      expect(await rowids({ sinceMs: 2_000 })).toEqual([2, 3]);
    });

    it('are told again where they came back from somebody, from a time on and among the newest (ECH-9)', async () => {
      const back = (code: 'reflected' | 'own_send' | 'from_me') =>
        ({ raw: null, verdicts: [{ accountId: ACCOUNT, fate: 'echo', code }] }) as const;
      await ingest(row(1, back('reflected')), row(2), row(3, back('from_me')));
      await ingest(row(4, { ...back('own_send'), isFromMe: true }), row(5, back('own_send')));
      await ingest(row(6, { ...back('reflected'), arrivedAtMs: 2_000 }), denied(7));
      const echoes = async (change: object = {}) =>
        (await store().echoes({ sourceIds: [SOURCE], sinceMs: 0, rowsMax: 9, ...change })).map(
          ({ rowid }) => rowid,
        );
      expect(await echoes()).toEqual([1, 5, 6]);
      expect(await echoes({ rowsMax: 3 })).toEqual([5, 6]);
      expect(await echoes({ sinceMs: 1_001 })).toEqual([6]);
      expect(await echoes({ sourceIds: [] })).toEqual([]);
    });

    it('are told again where they are of a note to oneself, from a time on and among the newest (ECH-3)', async () => {
      const as = (facts: object | undefined) => ({
        verdicts: [{ accountId: ACCOUNT, fate: null, code: 'admitted' as const, facts }],
      });
      await ingest(row(1, as({ note: 'own' })), row(2), row(3, as({ boundary: null, windowMs: 5 })));
      await ingest(row(4, as({ windowMs: 5, twinOf: 'guid:x' })), row(5, as({ isOwners: true })));
      await ingest(row(6, { ...as({ note: 'copy' }), arrivedAtMs: 2_000 }), denied(7));
      const notes = async (change: object = {}) =>
        (await store().selfNotes({ sourceIds: [SOURCE], sinceMs: 0, rowsMax: 9, ...change })).map(
          ({ rowid }) => rowid,
        );
      expect(await notes()).toEqual([1, 4, 6]);
      expect(await notes({ rowsMax: 4 })).toEqual([4, 6]);
      expect(await notes({ sinceMs: 1_001 })).toEqual([6]);
      expect(await notes({ sourceIds: [] })).toEqual([]);
    });

    it('are told where somebody else wrote them in a chat, newest first, from a time on and among the newest (ACT-10)', async () => {
      const [here, there] = [id.chat('any;-;+15550001111'), id.chat('SMS;-;+15550001111')];
      const at = (rowid: number, more: object = {}) => row(rowid, { chatGuid: here, ...more });
      const [verdict] = denied(2).verdicts;
      await ingest(at(1), at(2, { verdicts: [verdict] }), at(3, { isFromMe: true }), at(4, { guid: null }));
      await ingest(at(5, { chatGuid: there, arrivedAtMs: 2_000 }), at(6, { chatGuid: id.chat('any;-;x') }));
      await ingest(at(7, { verdicts: [{ ...verdict, accountId: 'another' }] }));
      const came = async (change: object = {}) => {
        const asked = { accountId: ACCOUNT, chatGuids: [here, there], sinceMs: 0, rowsMax: 9, limit: 9 };
        const rows = await store().cameIn({ ...asked, ...change });
        return rows.map(({ guid, fate }) => `${guid} ${fate}`);
      };
      expect(await came()).toEqual(['G5 null', 'G2 denied', 'G1 null']);
      expect(await came({ limit: 1 })).toEqual(['G5 null']);
      expect(await came({ rowsMax: 6 })).toEqual(['G5 null', 'G2 denied']);
      expect(await came({ sinceMs: 1_001 })).toEqual(['G5 null']);
      expect(await came({ chatGuids: [here] })).toEqual(['G2 denied', 'G1 null']);
      expect(await came({ chatGuids: [] })).toEqual([]);
    });

    it('are found by event id, and by number in every database', async () => {
      await store().createSource({ sourceId: 'other', locator: '/other', fileKey: null, createdAtMs: 0 });
      await ingest(row(1), row(2));
      await store().ingest({
        sourceId: 'other',
        rows: [row(1, { eventId: 'guid:O1', guid: id.guid('O1') })],
      });
      const found = async (eventIds: string[], rowid: number | null) =>
        (await store().rowsNamed({ eventIds, rowid })).map(({ eventId }) => eventId);
      expect(await found(['guid:G2', 'guid:no'], null)).toEqual(['guid:G2']);
      expect(await found([], 1)).toEqual(['guid:G1', 'guid:O1']);
      expect(await store().places({})).toEqual([
        { sourceId: SOURCE, locator: '/m/chat.db' },
        { sourceId: 'other', locator: '/other' },
      ]);
    });

    it('name the turn that they became part of', async () => {
      await ingest(row(1));
      await store().formTurn({ sourceId: SOURCE, turn: turn('t', [1]) });
      expect((await all())[0]!.verdicts).toMatchObject([{ fate: 'dispatched', turnId: id.turn('t') }]);
      expect(await store().partsOf({ turnId: id.turn('t') })).toEqual([]);
    });

    it('lose bodies and envelopes when their time is over', async () => {
      await ingest(
        denied(2, { verdicts, envelope: ENVELOPE }),
        denied(3, { arrivedAtMs: 3_000, envelope: ENVELOPE }),
      );
      expect(await store().dropPayloads({ beforeMs: 2_000, limit: 10 })).toBe(1);
      expect((await all()).map(({ envelope }) => envelope)).toEqual([null, ENVELOPE]);
      expect((await all())[0]!.verdicts).toMatchObject([{ fate: 'denied', facts }]);
    });
  });
}
