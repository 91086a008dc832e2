// What somebody asks for, and what comes of it.

import { z } from 'zod';
import type { AgentDecision, AgentQuestion } from '../agents/agent.ts';
import { EngineError } from '../errors.ts';
import { readGiven } from '../given.ts';
import { DECISIONS, type Decision } from '../message/approve-command.ts';
import { plainText } from '../message/plain-text.ts';
import type { PartTarget } from '../store/commands/parts.ts';
import { shownLine, shownText } from './shown-text.ts';

/** Asked for by whoever embeds the engine. */
export interface ApprovalRequest {
  /** `exec` = to run something, `plugin` = a tool wants to do something. */
  readonly kind: 'exec' | 'plugin';
  /**
   * What is to be allowed, as people are shown it, with what would hide there or turn its order as `\u{…}`; at most 2,000
   * characters, since nobody should allow what they cannot see.
   */
  readonly text: string;
  /** A line above it. Default: none. */
  readonly warning?: string;
  /** Lines below it, such as `CWD` or `Host`. Default: none. */
  readonly details?: Readonly<Record<string, string>>;
  /** The conversation that it came from, as `engine.send` takes it. Default: none, and every approver is asked directly. */
  readonly to?: string;
  /** Left out where there is one. */
  readonly accountId?: string;
  /** Who asks, for `agentFilter`; left out = no such filter lets it pass. */
  readonly agentId?: string;
  /** The session it is about, for `sessionFilter`, likewise. */
  readonly sessionKey?: string;
  /** What somebody may decide, each once. Default: all three, `allow-once`, `allow-always` and `deny`. */
  readonly decisions?: readonly Decision[];
  /** How long it waits, in milliseconds. Default: 1,800,000 for `exec`, 120,000 for `plugin`; at most a day, and 600,000. */
  readonly timeoutMs?: number;
  /** Aborts where nobody waits for it any more: then it is withdrawn. */
  readonly signal?: AbortSignal;
}

/**
 * What came of it. Only `allow-once` and `allow-always` allow anything. `not_enabled` = requests of its kind are not switched
 * on; `no_route` = there is nobody to ask, or filters let it reach nobody; `undelivered` = no message that asks could be sent;
 * `expired` = nobody decided in time; `withdrawn` = whoever asked gave it up.
 */
export interface ApprovalOutcome {
  readonly outcome: Exclude<AgentDecision['outcome'], 'answered'>;
  /** What people name it by; null = nobody was asked. */
  readonly approvalId: string | null;
  /** Who decided, as the wire writes them; null = nobody did. */
  readonly by: string | null;
}

/** What people are shown. */
export type Shown = Pick<ApprovalRequest, 'kind' | 'text' | 'warning' | 'details' | 'decisions'>;

/** Where it came from. */
export interface Origin {
  readonly accountId: string;
  readonly target: PartTarget;
  readonly isGroup: boolean;
  /** Of a direct chat: with whom it is. */
  readonly party: string;
}

/** Of whatever realm. */
const isSignal = (given: unknown) => typeof Object(given).addEventListener === 'function';

/** What it is not is said where it is looked at. */
const anything = z.unknown().optional();

const shownFields = {
  kind: anything,
  text: anything,
  warning: anything,
  details: z.record(z.string(), z.unknown()).optional(),
  decisions: anything,
};
const requestFields = z.strictObject({
  ...shownFields,
  to: z.string().optional(),
  accountId: anything,
  // Nobody is none, whichever way a program writes that.
  agentId: z.string().nullish(),
  sessionKey: z.string().nullish(),
  timeoutMs: z.number().optional(),
  signal: z.custom((signal) => signal === null || isSignal(signal), 'expected an AbortSignal').optional(),
});
const questionFields = z.strictObject({ text: anything, options: anything, decisions: anything });

/** What a program asks for, each field read once: what is shown is what is decided on. Throws `approval_invalid`. */
export const requestGiven = (given: unknown): ApprovalRequest => readGiven(requestFields, given, invalid);

/** What an agent asks, likewise. */
export const questionGiven = (given: unknown): AgentQuestion => readGiven(questionFields, given, invalid);

/** What a person can take in before deciding, and one message holds. */
const TEXT_CHARS_MAX = 2_000;
const LINE_CHARS_MAX = 200;
const DETAILS_MAX = 10;
const MINUTE_MS = 60_000;
const LASTS_MS = { exec: 30 * MINUTE_MS, plugin: 2 * MINUTE_MS } as const;
const LASTS_MS_MAX = { exec: 24 * 60 * MINUTE_MS, plugin: 10 * MINUTE_MS } as const;

/** Throws `approval_invalid`. */
export function checkShown({ kind, text, warning, details = {}, decisions }: Shown): void {
  if (kind !== 'exec' && kind !== 'plugin') throw invalid('its kind is neither exec nor plugin');
  if (typeof text !== 'string' || plainText(text) === '') throw invalid('it has no text');
  if (shownText(text).length > TEXT_CHARS_MAX)
    throw invalid(`its text is longer than ${TEXT_CHARS_MAX} characters`);
  const lines = [...(warning === undefined ? [] : [warning]), ...Object.entries(details).flat()];
  if (Object.keys(details).length > DETAILS_MAX) throw invalid(`it has more than ${DETAILS_MAX} details`);
  if (lines.some((line) => typeof line !== 'string' || shownLine(line).length > LINE_CHARS_MAX))
    throw invalid(`a warning or detail is no text of at most ${LINE_CHARS_MAX} characters`);
  checkDecisions(decisions);
}

/** It comes from a program or an agent, and may be anything. */
function checkDecisions(decisions: unknown): void {
  if (decisions === undefined) return;
  const all: readonly unknown[] = Array.isArray(decisions) ? decisions : [];
  const isKnown = all.every((one) => DECISIONS.some((decision) => decision === one));
  if (all.length === 0 || !isKnown || new Set(all).size < all.length)
    throw invalid(`its decisions are not one or more of ${DECISIONS.join(', ')}, each once`);
}

/** In their order. */
export function offeredOf({
  decisions = DECISIONS,
}: Pick<ApprovalRequest, 'decisions'>): readonly Decision[] {
  return DECISIONS.filter((decision) => decisions.includes(decision));
}

/** APR-17. Throws `approval_invalid`. */
export function lastsMs({
  kind,
  timeoutMs = LASTS_MS[kind],
}: Pick<ApprovalRequest, 'kind' | 'timeoutMs'>): number {
  if (!Number.isFinite(timeoutMs) || timeoutMs <= 0) throw invalid('its timeoutMs is no time');
  return Math.min(timeoutMs, LASTS_MS_MAX[kind]);
}

export function invalid(why: string, cause?: unknown): EngineError {
  const message = `Nobody was asked: ${why}${why.endsWith('.') || why.endsWith('?') ? '' : '.'}`;
  return new EngineError('approval_invalid', { message, cause });
}
