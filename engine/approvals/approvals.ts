// What somebody is asked to decide, over all accounts: asked by messages, answered by rows, ended by time.

import { EngineError } from '../errors.ts';
import type { Emit } from '../events.ts';
import type { Decided, Decision } from '../inbound/decision.ts';
import type { Decision as OfPerson } from '../message/approve-command.ts';
import type { Handle } from '../message/identity/handles.ts';
import type { TurnId } from '../message/ids.ts';
import { drawCode } from '../pairing/code.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Logger } from '../ports/logger.ts';
import type {
  AnswerInput,
  ApprovalEnd,
  ApprovalKind,
  ApprovalRow,
  ApprovalState,
  Posted,
} from '../store/commands/approvals.ts';
import { toPost } from '../store/follow-up.ts';
import { OPEN_APPROVAL } from '../store/rules.ts';
import type { Store } from '../store/store.ts';
import { unlessClosed } from '../store/unless-closed.ts';
import type { Unawaited } from '../unawaited.ts';
import type { AskingAccount } from './asking-account.ts';
import { type ApprovalEnds, createApprovalEnds } from './ends.ts';
import { createHistoryLook } from './history-look.ts';
import { endOf, withAnswer } from './notices.ts';
import { type ApprovalRegister, createApprovalRegister } from './register.ts';
import type { KnownPrompt } from './rules/prompts.ts';

/** Requests that wait at a time, over all accounts. */
const PENDING_MAX = 1_000;
/** So long what has ended is known as such: a tapback that comes then is no ordinary one. */
const REMEMBERED_MS = 24 * 60 * 60_000;

/** What is to be asked, and where. */
interface Asking {
  readonly kind: ApprovalKind;
  readonly accountId: string;
  readonly turnId: TurnId | null;
  readonly options: readonly string[] | null;
  readonly decisions: readonly OfPerson[] | null;
  readonly asked: Handle | null;
  readonly expiresAtMs: number;
  readonly origin: ApprovalRow['origin'];
  promptsOf(approvalId: string): readonly Posted[];
  readonly notices: readonly Posted[];
}

export interface Asked {
  readonly approvalId: string;
  /** Never settles where the engine stops before. */
  readonly ended: Promise<ApprovalEnd>;
}

export interface Approvals {
  /** The messages that ask, oldest first. */
  prompts(): readonly KnownPrompt[];
  /** Adds to decisions what is to be committed with their rows. */
  draw(decisions: readonly Decision[]): readonly Decision[];
  /** Those rows are durable: what they have decided is known from here on. */
  took(decided: readonly Decided[]): void;
  /** Tells of it, and lets go what is said to it. */
  tell(decided: readonly Decided[]): void;
  /** An account sends from here on, what an earlier run left as well. */
  join(account: AskingAccount): void;
  account(accountId: string): AskingAccount | undefined;
  /** How many requests of an account wait. */
  openOf(accountId: string): number;
  /** Of what an earlier run has asked, what nobody waits for any more is withdrawn, and the rest has its time. */
  start(): void;
  /** Asks. Resolves when that is durable; null = the turn is over. Rejects with `approvals_busy`. */
  ask(asking: Asking): Promise<Asked | null>;
  /** Nobody waits for it any more. */
  withdraw(approvalId: string): void;
}

interface ApprovalsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly emit: Emit;
  readonly logger: Logger;
  readonly unawaited: Unawaited;
  /** Aborts as soon as a stop begins. */
  readonly ending: AbortSignal;
}

/** Reads what the store has. */
export async function openApprovals(options: ApprovalsOptions): Promise<Approvals> {
  const { store, clock, ids, emit, unawaited } = options;
  const sinceMs = clock.wallMs() - REMEMBERED_MS;
  const register = createApprovalRegister(await store.approvals({ sinceMs, limit: PENDING_MAX }));
  const untold = (await store.untoldApprovals({ limit: PENDING_MAX })).toSorted(
    (one, other) => one.endedAtMs! - other.endedAtMs!,
  );
  const accounts = new Map<string, AskingAccount>();
  const account = (accountId: string) => accounts.get(accountId);
  const waiting = new Map<string, (end: ApprovalEnd) => void>();
  const tellState = (row: ApprovalRow, state: ApprovalState, end: Ended | null, isLate = false) => {
    const { approvalId, kind, accountId, turnId } = row;
    const { by = null, choice = null } = end ?? {};
    emit('approval', { approvalId, kind, accountId, turnId, state, by, choice, isLate });
    if (state === 'pending') return;
    const noted = store.approvalTold({ approvalId }).catch(unlessClosed);
    unawaited(noted, 'noting that the end of a request was told');
  };
  const say = (all: readonly Posted[], atMs: number) => {
    for (const { accountId, notice } of all) accounts.get(accountId)?.say(notice, atMs);
  };
  const tellEnd = (row: ApprovalRow, end: ApprovalEnd) => {
    tellState(row, end.to, end);
    waiting.get(row.approvalId)?.(end);
    waiting.delete(row.approvalId);
  };
  const ends = createApprovalEnds({
    ...options,
    register,
    account,
    onEnded(row, end, atMs) {
      say(end.notices, atMs);
      tellEnd(row, end);
    },
  });
  const lookInHistory = createHistoryLook({ ...options, register, account, ends });
  const left = register.pending().map(({ approvalId }) => approvalId);
  const answers = createAnswers({ ids, register, ends, account, say, tellEnd });
  const request = createRequest(options, register);
  return {
    prompts: register.prompts,
    ...answers,
    join(joined) {
      accounts.set(joined.accountId, joined);
      for (const row of register.pending()) ends.follow(row, joined);
    },
    account,
    openOf: (accountId) => register.pending().filter((row) => row.accountId === accountId).length,
    start() {
      for (const row of untold) tellState(row, row.state, { by: row.endedBy, choice: row.choice }, true);
      // Turns that go on have asked already: that is waited for.
      for (const approvalId of left) {
        const row = register.get(approvalId);
        if (row?.turnId === null) ends.expireInTime(row);
        else ends.withdraw(approvalId);
      }
      lookInHistory();
    },
    async ask(asking) {
      const row = await request(asking);
      if (row === null) return null;
      const { approvalId, createdAtMs } = row;
      const ended = new Promise<ApprovalEnd>((resolve) => waiting.set(approvalId, resolve));
      tellState(row, 'pending', null);
      for (const account of accounts.values()) ends.follow(row, account);
      say([...row.asking, ...asking.notices], createdAtMs);
      ends.expireInTime(row);
      lookInHistory();
      return { approvalId, ended };
    },
    withdraw: ends.withdraw,
  };
}

type Ended = Pick<ApprovalEnd, 'by' | 'choice'>;

interface AnswersOptions {
  readonly ids: Ids;
  readonly register: ApprovalRegister;
  readonly ends: Pick<ApprovalEnds, 'forget'>;
  account(accountId: string): AskingAccount | undefined;
  say(all: readonly Posted[], atMs: number): void;
  tellEnd(row: ApprovalRow, end: ApprovalEnd): void;
}

/** What rows decide. */
function createAnswers({
  ids,
  register,
  ends,
  account,
  say,
  tellEnd,
}: AnswersOptions): Pick<Approvals, 'draw' | 'took' | 'tell'> {
  /** Decided by rows that are durable, until that is told. */
  const untold = new Map<string, ApprovalRow>();
  return {
    draw: (decisions) =>
      decisions.map((decision) =>
        withAnswer(decision, ids, (approvalId, choice, by) => {
          const row = register.get(approvalId);
          return row ? endOf(row, choice, by, { accountOf: account, ids }) : null;
        }),
      ),
    took(decided) {
      register.took(decided);
      for (const { answer, isAnswered } of answersIn(decided)) {
        const row = isAnswered ? register.get(answer.end!.approvalId) : undefined;
        if (!row) continue;
        untold.set(row.approvalId, row);
        ends.forget(row);
      }
    },
    tell(decided) {
      for (const { answer, isAnswered, atMs } of answersIn(decided)) {
        say(toPost(answer, isAnswered), atMs);
        const row = isAnswered ? untold.get(answer.end!.approvalId) : undefined;
        if (!row) continue;
        untold.delete(row.approvalId);
        tellEnd(row, answer.end!);
      }
    },
  };
}

function answersIn(
  decided: readonly Decided[],
): { readonly answer: AnswerInput; readonly isAnswered: boolean; readonly atMs: number }[] {
  return decided.flatMap(({ isNew, isAnswered = false, row }) => {
    const answer = isNew ? row.verdicts[0]?.answer : undefined;
    return answer ? [{ answer, isAnswered, atMs: row.arrivedAtMs }] : [];
  });
}

/** Makes a request durable. */
function createRequest({ store, clock, ids }: ApprovalsOptions, register: ApprovalRegister) {
  /** Whose commit is under way. */
  let coming = 0;
  return async ({ promptsOf, notices, ...asking }: Asking) => {
    if (register.pending().length + coming >= PENDING_MAX) throw new EngineError('approvals_busy');
    const approvalId = newId(asking.kind, ids, register);
    const prompts = promptsOf(approvalId);
    const atMs = clock.wallMs();
    coming += 1;
    const input = { approval: { ...asking, approvalId, prompts }, notices, atMs };
    const isAsked = await store.requestApproval(input).finally(() => {
      coming -= 1;
    });
    if (!isAsked) return null;
    const row: ApprovalRow = {
      ...asking,
      ...OPEN_APPROVAL,
      createdAtMs: atMs,
      approvalId,
      prompts: prompts.map(({ accountId, notice: { partId, target, content, state } }) => {
        return { accountId, partId, target, content, state, maxRowid: null, guid: null };
      }),
    };
    register.add(row);
    return { ...row, asking: prompts };
  };
}

/** As people write it behind `/approve`. */
function newId(kind: ApprovalKind, ids: Ids, register: ApprovalRegister): string {
  const taken = new Set(register.prompts().map(({ approvalId }) => approvalId.replace(/^plugin:/, '')));
  const code = drawCode(ids, taken, 'approval');
  if (code === null) throw new EngineError('approvals_busy');
  return kind === 'plugin' ? `plugin:${code}` : code;
}
