import { expect, it } from 'vitest';
import { openApprovals } from '../../../../engine/approvals/approvals.ts';
import { createSystemIds } from '../../../../engine/ports/ids.ts';
import type { ApprovalEnd, ApprovalRow } from '../../../../engine/store/commands/approvals.ts';
import type { Store } from '../../../../engine/store/store.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { common } from '../../../support/engine/world.ts';
import { id } from '../../../support/messages/ids.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';

const MINUTE_MS = 60_000;

it('what a turn asks that goes on from an earlier run is waited for; what that run has asked is withdrawn', async () => {
  const clock = createManualClock();
  const expiresAtMs = clock.wallMs() + 5 * MINUTE_MS;
  const request = {
    kind: 'exec',
    accountId: 'default',
    turnId: id.turn('t1'),
    options: null,
    asked: null,
    expiresAtMs,
  } as const;
  const left: ApprovalRow = {
    ...request,
    approvalId: 'LEFT2222',
    state: 'pending',
    prompts: [],
    createdAtMs: clock.wallMs(),
    endedAtMs: null,
    endedBy: null,
    choice: null,
  };
  const ends: Pick<ApprovalEnd, 'approvalId' | 'to'>[] = [];
  const store = {
    approvals: async () => [left],
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
  const asked = (await approvals.ask({ ...request, promptsOf: () => [], notices: [] }))!;
  approvals.start();
  await clock.advance(0);
  expect(ends).toEqual([{ approvalId: 'LEFT2222', to: 'withdrawn' }]);
  expect(clock.waiting).toBe(1);
  await clock.advance(5 * MINUTE_MS);
  expect(ends.slice(1)).toEqual([{ approvalId: asked.approvalId, to: 'expired' }]);
});
