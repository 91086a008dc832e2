// A request that waits, and a look into histories that decides it.

import type { AskingAccount } from '../../../engine/approvals/asking-account.ts';
import { createHistories, type Histories } from '../../../engine/approvals/histories.ts';
import { createHistoryLook } from '../../../engine/approvals/history-look.ts';
import { createApprovalRegister } from '../../../engine/approvals/register.ts';
import type { RpcCaller } from '../../../engine/imsg/rpc-client.ts';
import { DECISIONS } from '../../../engine/message/approve-command.ts';
import { ownAddresses } from '../../../engine/message/authorship.ts';
import type { Clock } from '../../../engine/ports/clock.ts';
import type { ApprovalRow } from '../../../engine/store/commands/approvals.ts';
import type { JournalledRow } from '../../../engine/store/commands/rows.ts';
import { common } from '../engine/world.ts';
import { createListLogger } from '../messages/list-logger.ts';

/** Of the account `default`, to run something, for half an hour. */
export function pendingRequest(nowMs: number, facts: Partial<ApprovalRow>): ApprovalRow {
  return {
    approvalId: 'ABCD2345',
    kind: 'exec',
    accountId: 'default',
    turnId: null,
    options: null,
    decisions: DECISIONS,
    asked: null,
    origin: null,
    expiresAtMs: nowMs + 30 * 60_000,
    state: 'pending',
    prompts: [],
    createdAtMs: nowMs,
    endedAtMs: null,
    endedBy: null,
    choice: null,
    ...facts,
  };
}

interface HistoriesGiven {
  /** What imsg answers. */
  call(method: string, params: { readonly chat_id?: number }): Promise<unknown>;
  /** The rows that were told. */
  readonly told: Partial<JournalledRow>[];
  readonly version: string;
}

export function historiesOf({ call, told, version }: HistoriesGiven): Histories {
  return createHistories({
    readClient: () => ({ call }) as unknown as RpcCaller,
    imsgVersion: () => version,
    store: { rowsNamed: async () => told as JournalledRow[] },
    sourceId: () => 'here',
    ownAddresses: () => ownAddresses(null),
    wireRegion: null,
  });
}

interface LookGiven {
  readonly clock: Clock;
  readonly account: Pick<AskingAccount, 'accountId' | 'approvers' | 'history'>;
  readonly requests: readonly ApprovalRow[];
  readonly stored?: readonly ApprovalRow[];
}

/** `decided` = what was decided, each with its request and by whom. */
export function historyLookOf({ clock, account, requests, stored = [] }: LookGiven) {
  const register = createApprovalRegister([...requests]);
  const decided: string[] = [];
  const look = createHistoryLook({
    ...common,
    clock,
    logger: createListLogger(),
    store: { approvals: async () => [...stored] },
    register,
    account: () => account as AskingAccount,
    ends: {
      async decide(approvalId, { to }, by) {
        decided.push(`${approvalId} ${to} ${by}`);
        register.ended(approvalId);
      },
    },
  });
  return { look, register, decided };
}
