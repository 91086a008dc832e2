// Arbitrary requests and their ends, over a world so small that they keep meeting each other.

import fc from 'fast-check';
import { handle, notice, time } from './pairing-inputs.ts';

const accountId = fc.constantFrom('a', 'a', 'a', 'b');
const approvalId = fc.constantFrom('r1', 'r2', 'r3');

/** What the gateway says, never under an id that there is. */
const posted = fc.array(
  fc
    .tuple(accountId, notice, fc.uuid())
    .map(([account, said, partId]) => ({ accountId: account, notice: { ...said, partId } })),
  { maxLength: 2 },
);

const approval = fc.record({
  approvalId,
  kind: fc.constantFrom('exec', 'plugin', 'question'),
  accountId,
  turnId: fc.option(fc.constantFrom('t1', 't2', 't3', 't4')),
  options: fc.option(fc.constant(['one', 'other'])),
  decisions: fc.option(fc.subarray(['allow-once', 'allow-always', 'deny'], { minLength: 1 })),
  asked: fc.option(handle),
  expiresAtMs: fc.integer({ min: 2, max: 8 }),
  origin: fc.option(notice.map(({ target }) => target)),
  prompts: posted,
});

const approvalEnd = fc.record({
  approvalId,
  to: fc.constantFrom('allow-once', 'deny', 'expired'),
  by: fc.option(handle),
  choice: fc.option(fc.constantFrom(0, 1)),
  notices: posted,
});

export const answer = fc.record({ end: fc.option(approvalEnd, { freq: 9 }), otherwise: posted });

export const approvalCommands = {
  requestApproval: fc.record({ approval, notices: posted, atMs: time }),
  endApproval: fc.record({ end: approvalEnd, atMs: time }),
  approvals: fc.record({ sinceMs: time, limit: fc.integer({ min: 1, max: 4 }) }),
  untoldApprovals: fc.record({ limit: fc.integer({ min: 1, max: 4 }) }),
  approvalTold: fc.record({ approvalId }),
};
