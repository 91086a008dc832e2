// Each request with what belongs to it: who wanted it, the messages that ask, what was told of it.

import type { ApprovalTold, DecisionWanted } from './decision.ts';
import type { Departure, History, PartEvent } from './history.ts';
import { accountOf, chatOf, isAboutApproval } from './notices.ts';
import { shownWords } from './shown-words.ts';
import { cleanReply } from './words.ts';

/** A message that asks. */
export interface Prompt {
  readonly partId: string;
  readonly accountId: string;
  readonly chatGuid: string;
  /** What left as it; Messages may send one more by itself. */
  readonly left: readonly Departure[];
}

export interface ApprovalRequest {
  readonly approvalId: string;
  readonly kind: string;
  readonly accountId: string;
  /** Null = a gateway died before it told who wanted it. */
  readonly wanted: DecisionWanted | null;
  /** From when on it waited, as far as that was told. */
  readonly pending: ApprovalTold | null;
  readonly ends: readonly ApprovalTold[];
  readonly prompts: readonly Prompt[];
}

type Request = Pick<ApprovalRequest, 'kind' | 'wanted' | 'pending'>;

/** What is said where a request came from, if others are asked. */
export const ELSEWHERE = 'Approval required. I sent the approval request to the approvers, not this chat.';
/** What asks, with the name of the request. */
export const ASKS = /^(?:Exec|Plugin) approval required\nID: (\S+)\n/;

export function requestsIn(history: History): ApprovalRequest[] {
  const { wanted = [], told = [] } = history.decisions ?? {};
  const asking = askingParts(history.parts);
  const known = [...Map.groupBy(told, ({ approvalId }) => approvalId)].map(([approvalId, events]) => {
    const { kind, accountId, turnId } = events[0]!;
    const pending = events.find(({ state }) => state === 'pending') ?? null;
    const named = asking.filter(({ text }) => ASKS.exec(text)?.[1] === approvalId);
    const untilMs = (pending ?? events[0]!).atMs;
    const by = wanted.findLast(
      (one) =>
        one.turnId === turnId &&
        one.kind === kind &&
        one.atMs <= untilMs &&
        (named.length === 0 || named.some(({ text }) => text.includes(`\n${shownWords(one.text)}\n`))),
    );
    const ends = events.filter(({ state }) => state !== 'pending');
    return { approvalId, kind, accountId, wanted: by ?? null, pending, ends, named };
  });
  return known.map(({ named, ...request }): ApprovalRequest => {
    const parts = request.kind === 'question' ? asking.filter((part) => isOf(part, request, known)) : named;
    return { ...request, prompts: parts.map((part) => promptOf(part, history.departures)) };
  });
}

/** What asks the same may be asked again: each message is of that question which waited last as it was told of. */
function isOf(part: PartEvent, { wanted, pending }: Request, all: readonly Request[]): boolean {
  if (wanted === null || !isQuestion(part, wanted)) return false;
  const sinceMs = all.flatMap((one) =>
    one.kind === 'question' && one.wanted && one.pending && isQuestion(part, one.wanted)
      ? one.pending.atMs
      : [],
  );
  return pending === null || sinceMs.findLast((atMs) => atMs <= part.atMs) === pending.atMs;
}

/** Each message of the gateway about requests, as it was first told of. */
export function askingParts(parts: readonly PartEvent[]): PartEvent[] {
  const first = new Map<string, PartEvent>();
  for (const part of parts)
    if (isAboutApproval(part) && !first.has(part.partId)) first.set(part.partId, part);
  return [...first.values()];
}

function isQuestion(part: PartEvent, { text, from }: DecisionWanted): boolean {
  return chatOf(part) === from && part.text.startsWith(`${text}\n`);
}

function promptOf(part: PartEvent, departures: readonly Departure[]): Prompt {
  const { partId, text } = part;
  const chatGuid = chatOf(part);
  const words = cleanReply(text).trim();
  return {
    partId,
    accountId: accountOf(part),
    chatGuid,
    left: departures.filter((one) => one.chatGuid === chatGuid && cleanReply(one.text).trim() === words),
  };
}
