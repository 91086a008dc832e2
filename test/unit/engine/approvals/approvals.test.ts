import { expect, it } from 'vitest';
import { openApprovals } from '../../../../engine/approvals/approvals.ts';
import { DECISIONS } from '../../../../engine/message/approve-command.ts';
import { createSystemIds } from '../../../../engine/ports/ids.ts';
import type { ApprovalEnd, ApprovalRow } from '../../../../engine/store/commands/approvals.ts';
import type { Store } from '../../../../engine/store/store.ts';
import { pendingRequest } from '../../../support/approvals/history-bed.ts';
import { createManualClock, type ManualClock } from '../../../support/clocks/manual-clock.ts';
import { common } from '../../../support/engine/world.ts';
import { id } from '../../../support/messages/ids.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const request = (expiresAtMs: number) =>
  ({
    kind: 'exec',
    accountId: 'default',
    turnId: id.turn('t1'),
    options: null,
    decisions: DECISIONS,
    asked: null,
    expiresAtMs,
    origin: null,
  }) as const;

async function opened(clock: ManualClock, left: Partial<ApprovalRow> = {}) {
  const nowMs = clock.wallMs();
  const row = pendingRequest(nowMs, {
    ...request(nowMs + 5 * MINUTE_MS),
    approvalId: 'LEFT2222',
    ...left,
  });
  const ends: Pick<ApprovalEnd, 'approvalId' | 'to'>[] = [];
  const store = {
    approvals: async () => [row],
    untoldApprovals: async () => [],
    approvalTold: async () => true,
    requestApproval: async () => true,
    async endApproval({ end: { approvalId, to } }: { end: ApprovalEnd }) {
      ends.push({ approvalId, to });
      return true;
    },
  };
  const approvals = await openApprovals({
    ...common,
    store: store as unknown as Store,
    clock,
    ids: createSystemIds(),
    logger: createListLogger(),
    emit: () => {},
  });
  return { approvals, ends };
}

it('what a turn asks that goes on from an earlier run is waited for; what that run has asked is withdrawn', async () => {
  const clock = createManualClock();
  const { approvals, ends } = await opened(clock);
  const asked = (await approvals.ask({
    ...request(clock.wallMs() + 5 * MINUTE_MS),
    promptsOf: () => [],
    notices: [],
  }))!;
  approvals.start();
  await clock.advance(0);
  expect(ends).toEqual([{ approvalId: 'LEFT2222', to: 'withdrawn' }]);
  expect(clock.waiting).toBe(1);
  await clock.advance(5 * MINUTE_MS);
  expect(ends.slice(1)).toEqual([{ approvalId: asked.approvalId, to: 'expired' }]);
});

it('by a clock that is set back a request lasts no longer, and one of an earlier run as long as it lasts at most', async () => {
  const clock = createManualClock();
  const createdAtMs = clock.wallMs() + 90 * DAY_MS;
  const { approvals, ends } = await opened(clock, {
    turnId: null,
    createdAtMs,
    expiresAtMs: createdAtMs + 10 * MINUTE_MS,
  });
  approvals.start();
  const expiresAtMs = clock.wallMs() + 5 * MINUTE_MS;
  const { approvalId } = (await approvals.ask({
    ...request(expiresAtMs),
    promptsOf: () => [],
    notices: [],
  }))!;
  clock.setBack(90 * DAY_MS);
  await clock.advance(5 * MINUTE_MS - 1);
  expect(ends).toEqual([]);
  await clock.advance(1);
  expect(ends).toEqual([{ approvalId, to: 'expired' }]);
  await clock.advance(5 * MINUTE_MS - 1);
  expect(ends).toHaveLength(1);
  await clock.advance(1);
  expect(ends.slice(1)).toEqual([{ approvalId: 'LEFT2222', to: 'expired' }]);
});
