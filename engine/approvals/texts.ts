// What people read of what they are asked, and of what became of it.

import type { ApproveReply } from '../inbound/decision.ts';
import type { Decision } from '../message/approve-command.ts';
import type { ApprovalEndState, ApprovalKind } from '../store/commands/approvals.ts';
import { offeredOf, type Shown } from './request.ts';
import { BY_TAPBACK } from './rules/choices.ts';
import { fenced, shownLine, shownText } from './shown-text.ts';

/** How it can be answered where it is asked. */
interface AnswerWays {
  /** Whether tapbacks decide: somebody is named who may approve. */
  readonly byTapback: boolean;
  /** Whether `/approve` is heard. */
  readonly byCommand: boolean;
}

const MINUTE_MS = 60_000;

const TAPPED = { 'allow-once': '👍 Allow once', deny: '👎 Deny' } as const;

/** What is to be allowed, until when, and how to answer (APR-4). */
export function requestText(
  shown: Shown,
  approvalId: string,
  timeoutMs: number,
  { byTapback, byCommand }: AnswerWays,
): string {
  const { kind, text, warning, details = {} } = shown;
  const offered = offeredOf(shown);
  const tapped = BY_TAPBACK.flatMap(([decision]) => (offered.includes(decision) ? TAPPED[decision] : []));
  const reactions = byTapback && tapped.length > 0 ? ['', 'React with:', ...tapped] : [];
  const words = byCommand ? ['', replyLine(approvalId, offered)] : [];
  const isAlways = byCommand && offered.includes('allow-always');
  return [
    `${nameOf(kind)} approval required`,
    `ID: ${approvalId}`,
    ...(warning ? ['', shownLine(warning)] : []),
    '',
    kind === 'exec' ? 'Pending command:' : 'Pending request:',
    fenced(shownText(text)),
    ...Object.entries(details).map(([name, value]) => `${shownLine(name)}: ${shownLine(value)}`),
    `Expires in: ${durationText(timeoutMs)}`,
    ...reactions,
    ...words,
    ...(isAlways ? [] : ['Allow always is not available for this request.']),
  ].join('\n');
}

function replyLine(approvalId: string, offered: readonly Decision[]): string {
  return `Reply with: /approve ${approvalId} ${offered.join('|')}`;
}

export function questionText(text: string, options: readonly string[]): string {
  const numbered = options.map((option, index) => `${index + 1}. ${option}`);
  return [
    text,
    '',
    ...numbered,
    '',
    `Reply with a number or an answer, or react with ${reactionsFor(options)}`,
  ].join('\n');
}

/** Nine at most have an emoji. */
function reactionsFor({ length }: readonly string[]): string {
  return length === 2 ? '👍 (1) or 👎 (2)' : `1️⃣–${Math.min(length, 9)}️⃣`;
}

/** (APR-3, APR-14) Null = nothing is said. */
export function outcomeText(
  kind: ApprovalKind,
  approvalId: string,
  to: ApprovalEndState,
  by: string | null,
): string | null {
  if (kind === 'question') return null;
  const name = nameOf(kind);
  switch (to) {
    case 'expired':
      return `⏱️ ${name} approval expired. ID: ${approvalId}`;
    case 'withdrawn':
      return `${name} approval withdrawn: nobody waits for it any more. ID: ${approvalId}`;
    case 'undelivered':
      return `Approval required. I could not deliver the approval request to anybody, and it is over. ID: ${approvalId}`;
    case 'answered':
      return null;
    default:
      return `✅ ${name} approval ${kind === 'plugin' ? DONE[to] : to}. Resolved by ${by}. ID: ${approvalId}`;
  }
}

const DONE = { 'allow-once': 'allowed once', 'allow-always': 'allowed always', deny: 'denied' } as const;

export function replyText(reply: ApproveReply): string {
  switch (reply.says) {
    case 'usage':
      return 'Usage: /approve <id> allow-once|allow-always|deny';
    case 'unauthorized':
      return `❌ You are not authorized to approve ${reply.kind} requests on iMessage.`;
    case 'unknown':
      return UNKNOWN;
    case 'not_offered': {
      const { decision, approvalId, decisions } = reply;
      return `${FAILED} ${decision} is not offered. ${replyLine(approvalId, decisions)}`;
    }
    case 'submitted':
      return `✅ Approval ${reply.decision} submitted for ${reply.approvalId}.`;
  }
}

const FAILED = '❌ Failed to submit approval:';
export const UNKNOWN = `${FAILED} unknown or expired approval id.`;

export const ASKED_ELSEWHERE =
  'Approval required. I sent the approval request to the approvers, not this chat.';

function nameOf(kind: Exclude<ApprovalKind, 'question'>): string {
  return kind === 'exec' ? 'Exec' : 'Plugin';
}

/** Never more than there is. */
function durationText(ms: number): string {
  return ms < MINUTE_MS ? `${Math.floor(ms / 1_000)} s` : `${Math.floor(ms / MINUTE_MS)} min`;
}
