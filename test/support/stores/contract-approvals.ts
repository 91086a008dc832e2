import { describe, expect, it } from 'vitest';
import type { ApprovalEnd, ApprovalInput, Posted } from '../../../engine/store/commands/approvals.ts';
import { id } from '../messages/ids.ts';
import type { StoreFixture } from './bed.ts';
import { ACCOUNT, openParts, part, row, SOURCE, TARGET, turn } from './inputs.ts';

const LANE = id.lane(`${ACCOUNT}/${TARGET.chatGuid}`);

const posted = (partId: string): Posted => ({ accountId: ACCOUNT, notice: { ...part(partId), lane: LANE } });

const approval = (approvalId: string, change: Partial<ApprovalInput> = {}): ApprovalInput => ({
  approvalId,
  kind: 'exec',
  accountId: ACCOUNT,
  turnId: null,
  options: null,
  decisions: ['allow-once', 'deny'],
  asked: null,
  expiresAtMs: 5_000,
  origin: null,
  prompts: [posted(`prompt of ${approvalId}`)],
  ...change,
});

const end = (approvalId: string, change: Partial<ApprovalEnd> = {}): ApprovalEnd => ({
  approvalId,
  to: 'allow-once',
  by: '+15550001111',
  choice: null,
  notices: [posted(`outcome of ${approvalId}`)],
  ...change,
});

export function describeApprovals(current: () => StoreFixture): void {
  const request = (...given: Parameters<typeof approval>) =>
    current().store.requestApproval({ approval: approval(...given), notices: [], atMs: 1_000 });
  const all = (sinceMs = 0) => current().store.approvals({ sinceMs, limit: 99 });
  const partIds = async () => (await openParts(current().store)).map(({ partId }) => partId);
  const answering = (rowid: number, given: ApprovalEnd | null, atMs = 2_000) =>
    row(rowid, {
      arrivedAtMs: atMs,
      verdicts: [
        {
          accountId: ACCOUNT,
          fate: 'approval',
          code: 'approval_answer',
          answer: { end: given, otherwise: [posted(`otherwise ${rowid}`)] },
        },
      ],
    });
  const ingest = (...rows: ReturnType<typeof row>[]) => current().store.ingest({ sourceId: SOURCE, rows });

  describe('requests', () => {
    it('stand with the messages that ask, and with what became of those', async () => {
      expect(
        await request('r1', { options: ['yes', 'no'], asked: id.handle('+15550001111'), origin: TARGET }),
      ).toBe(true);
      const guid = id.guid('P1');
      const partId = id.part('prompt of r1');
      await current().store.startPart({ partId, maxRowid: 3, atMs: 1_100 });
      const evidence = { guid, via: 'row' } as const;
      await current().store.endPart({ partId, from: 'sending', to: 'sent', evidence, atMs: 1_200 });
      const { content } = part(partId);
      const prompt = {
        accountId: ACCOUNT,
        partId,
        target: TARGET,
        content,
        state: 'sent',
        maxRowid: 3,
        guid,
      };
      expect(await all()).toEqual([
        {
          approvalId: 'r1',
          kind: 'exec',
          accountId: ACCOUNT,
          turnId: null,
          options: ['yes', 'no'],
          decisions: ['allow-once', 'deny'],
          asked: '+15550001111',
          state: 'pending',
          createdAtMs: 1_000,
          expiresAtMs: 5_000,
          origin: TARGET,
          endedAtMs: null,
          endedBy: null,
          choice: null,
          prompts: [prompt],
        },
      ]);
    });

    it('of a turn make it one that has begun to reply, and there is none where it is over', async () => {
      const { store } = current();
      await ingest(row(1));
      expect(await request('r1', { turnId: id.turn('t1') })).toBe(false);
      await store.formTurn({ sourceId: SOURCE, turn: turn('t1', [1], { state: 'running' }) });
      expect(await request('r1', { turnId: id.turn('t1') })).toBe(true);
      expect(await store.turn({ turnId: id.turn('t1') })).toMatchObject({ state: 'replying' });
      const over = { turnId: id.turn('t1'), state: 'interrupted', code: 'cut_short', atMs: 9 } as const;
      await store.endTurn(over);
      expect(await request('r2', { turnId: id.turn('t1') })).toBe(false);
      expect(await partIds()).toEqual(['prompt of r1']);
    });

    it('end once, by the row that comes first, with what is said of it in the same commit (APR-14)', async () => {
      await request('r1');
      const { rows } = await ingest(
        answering(1, end('r1')),
        answering(2, end('r1', { to: 'deny', by: '+15550002222', notices: [posted('of the second')] })),
      );
      expect(rows).toEqual([
        { seq: 1, isNew: true, isAnswered: true },
        { seq: 2, isNew: true, isAnswered: false },
      ]);
      expect(await all()).toMatchObject([
        { state: 'allow-once', endedBy: '+15550001111', endedAtMs: 2_000, choice: null },
      ]);
      expect(await partIds()).toEqual(['prompt of r1', 'outcome of r1', 'otherwise 2']);
    });

    it('end by no row that comes when their time is over, nor by one that is told again', async () => {
      await request('r1');
      expect((await ingest(answering(1, end('r1'), 5_000))).rows).toMatchObject([{ isAnswered: false }]);
      expect((await ingest(answering(1, end('r1'), 2_000))).rows).toEqual([{ seq: 1, isNew: false }]);
      expect(await all()).toMatchObject([{ state: 'pending' }]);
    });

    it('are not ended by a row that only says something', async () => {
      await request('r1');
      expect((await ingest(answering(1, null))).rows).toMatchObject([{ isAnswered: false }]);
      expect(await partIds()).toEqual(['prompt of r1', 'otherwise 1']);
    });

    it('end by themselves at any time, once', async () => {
      await request('r1');
      const expired = { end: end('r1', { to: 'expired', by: null }), atMs: 6_000 };
      expect(await current().store.endApproval(expired)).toBe(true);
      expect(await current().store.endApproval(expired)).toBe(false);
      expect(await current().store.endApproval({ end: end('no such one'), atMs: 6_000 })).toBe(false);
      expect(await all()).toMatchObject([{ state: 'expired', endedBy: null, endedAtMs: 6_000 }]);
      expect(await partIds()).toEqual(['prompt of r1', 'outcome of r1']);
    });

    it('are listed while they wait, and once they have ended as far back as is asked for', async () => {
      await request('r1');
      await request('r2');
      await current().store.endApproval({ end: end('r1'), atMs: 3_000 });
      expect((await all(3_000)).map(({ approvalId }) => approvalId)).toEqual(['r1', 'r2']);
      expect((await all(3_001)).map(({ approvalId }) => approvalId)).toEqual(['r2']);
    });

    it('are known to have ended untold until that was told', async () => {
      const untold = async (limit = 9) =>
        (await current().store.untoldApprovals({ limit })).map(({ approvalId }) => approvalId);
      for (const name of ['r1', 'r2', 'r3', 'r4']) await request(name);
      await current().store.endApproval({ end: end('r2', { to: 'expired', by: null }), atMs: 3_000 });
      await ingest(answering(1, end('r1'), 3_500));
      expect(await untold()).toEqual(['r1', 'r2']);
      expect(await untold(1)).toEqual(['r1']);
      const [, second] = await current().store.untoldApprovals({ limit: 9 });
      expect(second).toMatchObject({ state: 'expired', prompts: [{ partId: 'prompt of r2' }] });
      expect(await current().store.approvalTold({ approvalId: 'r2' })).toBe(true);
      expect(await current().store.approvalTold({ approvalId: 'r2' })).toBe(false);
      expect(await untold()).toEqual(['r1']);
      await current().store.dropPayloads({ beforeMs: 4_000, limit: 9 });
      expect(await untold()).toEqual([]);
    });

    it('go when they ended long ago', async () => {
      await request('r1');
      await request('r2');
      await current().store.endApproval({ end: end('r1'), atMs: 3_000 });
      await current().store.dropPayloads({ beforeMs: 3_001, limit: 9 });
      expect((await all()).map(({ approvalId }) => approvalId)).toEqual(['r2']);
    });

    it('are refused where there is one of the same id, and nothing of it is kept', async () => {
      await request('r1');
      await expect(request('r1', { prompts: [posted('another')] })).rejects.toThrow('exists already');
      expect(await partIds()).toEqual(['prompt of r1']);
    });
  });
}
