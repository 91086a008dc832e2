// How a request is made, by whoever embeds the engine and by agents.

import type { AgentDecision, AgentQuestion } from '../agents/agent.ts';
import type { Config } from '../config/config.ts';
import { EngineError } from '../errors.ts';
import { type Handle, normalizeHandle } from '../message/identity/handles.ts';
import type { TurnId } from '../message/ids.ts';
import { plainText } from '../message/plain-text.ts';
import { withoutScaffolding } from '../outbound/plan/clean.ts';
import { unlessStopped } from '../outbound/unless-stopped.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Logger } from '../ports/logger.ts';
import type { ApprovalEnd } from '../store/commands/approvals.ts';
import type { TurnRow } from '../store/commands/turns.ts';
import type { Asking, Before } from '../turns/reply.ts';
import type { Approvals, Asked } from './approvals.ts';
import type { AskingAccount } from './asking-account.ts';
import { posted } from './notices.ts';
import {
  type ApprovalOutcome,
  type ApprovalRequest,
  checkShown,
  invalid,
  lastsMs,
  type Origin,
  offeredOf,
  questionGiven,
  type Shown,
} from './request.ts';
import { routeOf } from './routes.ts';
import { ASKED_ELSEWHERE, questionText, requestText } from './texts.ts';

const OPTIONS_MAX = 9;
const OPTION_CHARS_MAX = 100;
const QUESTION_CHARS_MAX = 2_000;
/** So long a person may think about a question; what they write meanwhile waits for its turn. */
const QUESTION_LASTS_MS = 10 * 60_000;

interface DeskOptions {
  /** As it is right now. */
  config(): Config;
  readonly approvals: Approvals;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  /** Aborts when the engine stops. */
  readonly signal: AbortSignal;
}

export interface ApprovalDesk {
  /** Rejects with `end_unknown` where the engine stops before it is known. */
  request(request: ApprovalRequest, accountId: string): Promise<ApprovalOutcome>;
  /** What the agent of a turn asks, behind `before` where somebody is asked. Null = the turn is over. */
  ask(turn: TurnRow, question: AgentQuestion, before: Before): Promise<Asking | null>;
}

/** What of a request is known besides what is shown. */
interface Asker {
  readonly accountId: string;
  readonly turnId: TurnId | null;
  readonly origin: Origin | null;
  readonly agentId: string | null;
  readonly sessionKey: string | null;
  readonly timeoutMs: number;
}

export function createApprovalDesk(options: DeskOptions): ApprovalDesk {
  const { approvals, clock, ids, signal } = options;
  const requestOf = createRequests(options);

  const askPerson = async (
    { accountId, turnId, context }: TurnRow,
    asked: Handle,
    text: string,
    offered: readonly string[],
  ) => {
    const place = { accountId, target: { chatGuid: context.chatGuid, chatId: context.chatId } };
    const words = questionText(text, offered);
    return approvals.ask({
      kind: 'question',
      accountId,
      turnId,
      options: offered,
      decisions: null,
      asked,
      expiresAtMs: clock.wallMs() + QUESTION_LASTS_MS,
      origin: null,
      promptsOf: () => [posted(words, place, ids)],
      notices: [],
    });
  };
  return {
    async request(request, accountId) {
      checkShown(request);
      const timeoutMs = lastsMs(request);
      const origin =
        request.to === undefined ? null : await originAt(request.to, approvals.account(accountId));
      if (request.signal?.aborted) return { outcome: 'withdrawn', approvalId: null, by: null };
      const { agentId = null, sessionKey = null } = request;
      const asker = { accountId, turnId: null, origin, agentId, sessionKey, timeoutMs };
      const asked = await requestOf(request, asker);
      if (typeof asked === 'string') return { outcome: asked, approvalId: null, by: null };
      const { approvalId, ended } = asked!;
      const giveUp = () => approvals.withdraw(approvalId);
      if (request.signal?.aborted) giveUp();
      request.signal?.addEventListener('abort', giveUp, { once: true });
      const { to, by } = await unlessStopped(ended, signal).finally(() =>
        request.signal?.removeEventListener('abort', giveUp),
      );
      return { outcome: to as ApprovalOutcome['outcome'], approvalId, by };
    },
    async ask(turn, question, before) {
      const { text, options: offered, decisions } = readQuestion(question);
      if (offered !== null) {
        // What the owner writes answers nothing, and nobody else is asked.
        const asked = turn.context.isOwner ? null : normalizeHandle(turn.context.sender);
        if (asked === null) return refused('no_route');
        if (!(await before())) return null;
        return asking(await askPerson(turn, asked, text, offered), approvals, offered);
      }
      const shown: Shown = { kind: 'exec', text, ...(decisions !== undefined && { decisions }) };
      checkShown(shown);
      const asked = await requestOf(shown, askerOf(turn, approvals.account(turn.accountId)), before);
      if (typeof asked === 'string') return refused(asked);
      return asking(asked, approvals, []);
    },
  };
}

/** Routes a request and asks, behind `before`; answers at once why nobody is asked. */
function createRequests({ config, approvals, clock, ids, logger }: DeskOptions) {
  return async (
    shown: Shown,
    asker: Asker,
    before: Before = async () => true,
  ): Promise<Asked | 'not_enabled' | 'no_route' | null> => {
    const { accountId, turnId, timeoutMs } = asker;
    const { defaultAccountId, approvals: rules } = config();
    const rule = rules[shown.kind];
    const decisions = offeredOf(shown);
    const accountOf = approvals.account;
    const route = await routeOf({ ...asker, rule, decisions, defaultAccountId, accountOf, logger });
    if (typeof route === 'string') return route;
    if (!(await before())) return null;
    const { places, toldElsewhere } = route;
    return approvals.ask({
      kind: shown.kind,
      accountId,
      turnId,
      options: null,
      decisions,
      asked: null,
      expiresAtMs: clock.wallMs() + timeoutMs,
      origin: toldElsewhere?.target ?? null,
      promptsOf: (approvalId) =>
        places.map((place) => {
          const { approvers, hearsCommands } = approvals.account(place.accountId)!;
          const ways = { byTapback: !approvers().isEmpty, byCommand: hearsCommands() };
          return posted(requestText(shown, approvalId, timeoutMs, ways), place, ids);
        }),
      notices: toldElsewhere === null ? [] : [posted(ASKED_ELSEWHERE, toldElsewhere, ids)],
    });
  };
}

function askerOf({ accountId, turnId, context }: TurnRow, account: AskingAccount | undefined): Asker {
  const { chatGuid, chatId, sender, agentId, sessionKey } = context;
  // A direct chat that `groups` makes a group of holds nobody else who could decide.
  const isGroup = context.isGroup && !isWith(sender, account?.partyOf(chatGuid) ?? '');
  const origin = { accountId, target: { chatGuid, chatId }, isGroup, party: sender };
  return { accountId, turnId, origin, agentId, sessionKey, timeoutMs: lastsMs({ kind: 'exec' }) };
}

function isWith(sender: string, party: string): boolean {
  const handle = normalizeHandle(party);
  return handle !== null && handle === normalizeHandle(sender);
}

async function originAt(to: string, account: AskingAccount | undefined): Promise<Origin> {
  if (!account) throw new EngineError('account_unknown');
  const { target, isGroup } = await account.addressOf(to);
  return { accountId: account.accountId, target, isGroup, party: account.partyOf(target.chatGuid) };
}

/** What comes from an agent may be anything. Throws `approval_invalid`. */
function readQuestion(question: AgentQuestion): {
  readonly text: string;
  readonly options: readonly string[] | null;
  readonly decisions?: AgentQuestion['decisions'];
} {
  const { text, options, decisions } = questionGiven(question);
  if (typeof text !== 'string') throw invalid('it has no text');
  if (options === undefined) return { text, options: null, decisions };
  if (decisions !== undefined) throw invalid('it has decisions beside its options');
  const shown = withoutScaffolding(plainText(text));
  if (shown === '') throw invalid('it has no text');
  if (text.length > QUESTION_CHARS_MAX)
    throw invalid(`its text is longer than ${QUESTION_CHARS_MAX} characters`);
  const offered = Array.isArray(options) ? options.map((option) => oneLine(option)) : [];
  const isWhole = offered.every((option) => option !== '' && option.length <= OPTION_CHARS_MAX);
  if (offered.length < 2 || offered.length > OPTIONS_MAX || !isWhole)
    throw invalid(`its options are not 2 to ${OPTIONS_MAX} texts of at most ${OPTION_CHARS_MAX} characters`);
  return { text: shown, options: offered };
}

function oneLine(option: unknown): string {
  return typeof option === 'string' ? withoutScaffolding(plainText(option)).replace(/\s+/g, ' ') : '';
}

function asking(asked: Asked | null, approvals: Approvals, options: readonly string[]): Asking | null {
  if (asked === null) return null;
  const { approvalId, ended } = asked;
  return {
    decision: ended.then((end) => decisionOf(end, options)),
    isDurable: true,
    giveUp: () => approvals.withdraw(approvalId),
  };
}

/** Nobody is asked. */
function refused(outcome: 'not_enabled' | 'no_route'): Asking {
  return { decision: Promise.resolve({ outcome }), isDurable: false, giveUp() {} };
}

function decisionOf({ to, by, choice }: ApprovalEnd, options: readonly string[]): AgentDecision {
  return {
    outcome: to,
    ...(by !== null && { by }),
    ...(choice !== null && { choice, answer: options[choice]! }),
  };
}
