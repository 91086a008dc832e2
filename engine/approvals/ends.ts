// How requests end by no row: their time is over, nobody waits for them, nobody could be asked, or what decides was no row.

import type { ActionOutcome } from '../agents/agent.ts';
import type { PartId } from '../message/ids.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { ApprovalEnd, ApprovalRow } from '../store/commands/approvals.ts';
import type { PartState } from '../store/commands/parts.ts';
import type { Store } from '../store/store.ts';
import type { Unawaited } from '../unawaited.ts';
import type { AskingAccount } from './asking-account.ts';
import { endOf } from './notices.ts';
import type { ApprovalRegister } from './register.ts';
import type { Choice } from './rules/choices.ts';

/** The longest time that a timer is set for: clocks may be moved meanwhile. */
const TIMER_MS_MAX = 60_000;
const WHAT = 'the end of an approval request';

interface EndsOptions {
  readonly store: Pick<Store, 'endApproval'>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly unawaited: Unawaited;
  /** Aborts as soon as a stop begins: the next run ends what is to end. */
  readonly ending: AbortSignal;
  readonly register: ApprovalRegister;
  account(accountId: string): AskingAccount | undefined;
  /** It is durable. */
  onEnded(row: ApprovalRow, end: ApprovalEnd, atMs: number): void;
}

export interface ApprovalEnds {
  /** Somebody has decided, by what is no row. Resolves when that is durable, or something else was. */
  decide(approvalId: string, choice: Choice, by: string): Promise<void>;
  withdraw(approvalId: string): void;
  /** By the wall clock; where that was set back, after as long as it lasts, from now on: somebody waits for it. */
  expireInTime(row: ApprovalRow): void;
  /** Hears what becomes of the messages of an account that ask. */
  follow(row: ApprovalRow, account: AskingAccount): void;
  /** It has its end, whoever made it. */
  forget(row: ApprovalRow): void;
}

export function createApprovalEnds(options: EndsOptions): ApprovalEnds {
  const { store, clock, ids, unawaited, ending, register } = options;
  const timers = new Map<string, Timer>();
  /** The messages that ask and could not be sent, by request. */
  const lost = new Map<string, Set<PartId>>();
  const cancelAll = () => {
    for (const timer of timers.values()) timer.cancel();
  };
  ending.addEventListener('abort', cancelAll, { once: true });

  const forget = ({ approvalId }: ApprovalRow) => {
    register.ended(approvalId);
    lost.delete(approvalId);
    timers.get(approvalId)?.cancel();
    timers.delete(approvalId);
  };
  const endNow = async (approvalId: string, choice: Choice, by: string | null) => {
    const row = register.get(approvalId);
    if (!row || ending.aborted) return;
    const end = endOf(row, choice, by, { accountOf: options.account, ids });
    const atMs = clock.wallMs();
    // A row that has decided it meanwhile tells of that by itself.
    if (!(await store.endApproval({ end, atMs }))) return;
    forget(row);
    options.onEnded(row, end, atMs);
  };
  const end = (approvalId: string, to: 'expired' | 'withdrawn' | 'undelivered') =>
    unawaited(endNow(approvalId, { to, choice: null }, null), WHAT);
  const expireAt = (row: ApprovalRow, byMonotonicMs: number) => {
    const { approvalId, expiresAtMs } = row;
    const leftMs = Math.min(expiresAtMs - clock.wallMs(), byMonotonicMs - clock.monotonicMs());
    if (leftMs <= 0) return end(approvalId, 'expired');
    const again = () => {
      if (!ending.aborted && register.get(approvalId)) expireAt(row, byMonotonicMs);
    };
    timers.set(approvalId, clock.after(Math.min(leftMs, TIMER_MS_MAX), again));
  };
  const heard = (
    { approvalId, prompts }: ApprovalRow,
    partId: PartId,
    state: PartState | ActionOutcome['state'],
  ) => {
    if (state !== 'failed' && state !== 'expired') return;
    const all = lost.get(approvalId) ?? new Set();
    lost.set(approvalId, all.add(partId));
    if (all.size === prompts.length) end(approvalId, 'undelivered');
  };
  return {
    decide: endNow,
    withdraw: (approvalId) => end(approvalId, 'withdrawn'),
    expireInTime(row) {
      expireAt(row, clock.monotonicMs() + row.expiresAtMs - row.createdAtMs);
    },
    follow(row, account) {
      for (const { partId, accountId, state } of row.prompts) {
        if (accountId !== account.accountId) continue;
        if (state !== 'queued' && state !== 'sending') {
          heard(row, partId, state);
          continue;
        }
        const told = account.endOf(partId).then(({ state: ended, guid }) => {
          if (guid !== null) register.proven(partId, guid);
          heard(row, partId, ended);
        });
        unawaited(told, 'what becomes of an approval request');
      }
    },
    forget,
  };
}
