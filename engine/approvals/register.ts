// What is known of requests while the gateway runs: the same as in the store.

import type { Decided } from '../inbound/decision.ts';
import { promptsAfter } from '../inbound/prompts-so-far.ts';
import { conversationOf } from '../message/chat-meaning.ts';
import type { MessageGuid, PartId } from '../message/ids.ts';
import { comparableText } from '../message/text.ts';
import type { ApprovalPrompt, ApprovalRow } from '../store/commands/approvals.ts';
import type { KnownPrompt } from './rules/prompts.ts';

/** Messages that ask and are remembered once nothing is to be decided by them any more. */
const OVER_MAX = 1_000;

interface AskingPart extends KnownPrompt {
  readonly partId: PartId;
}

export interface ApprovalRegister {
  prompts(): readonly AskingPart[];
  /** Requests that wait. */
  pending(): readonly ApprovalRow[];
  get(approvalId: string): ApprovalRow | undefined;
  add(row: ApprovalRow): void;
  /** Messages that ask something that waits, as far as they are proven. */
  asked(): readonly ApprovalPrompt[];
  /** What proves a message that asks. */
  proven(partId: PartId, guid: MessageGuid): void;
  /** A request waits no more. */
  ended(approvalId: string): void;
  /** Rows are durable, some of which may be the messages that ask. */
  took(decided: readonly Decided[]): void;
}

export function createApprovalRegister(rows: readonly ApprovalRow[]): ApprovalRegister {
  let prompts: readonly AskingPart[] = [];
  const pending = new Map<string, ApprovalRow>();

  /** With what the messages that ask are known by now, which only `prompts` knows. */
  const asKnown = (rows: readonly ApprovalRow[]): readonly ApprovalRow[] => {
    const guids = new Map(prompts.map(({ partId, guid }) => [partId, guid]));
    return rows.map((row) => ({
      ...row,
      prompts: row.prompts.map((one) => ({ ...one, guid: guids.get(one.partId) ?? null })),
    }));
  };
  const add = (row: ApprovalRow) => {
    if (row.endedAtMs === null) pending.set(row.approvalId, row);
    prompts = [...prompts, ...row.prompts.map((prompt) => knownOf(row, prompt))];
  };
  const forgetOld = () => {
    const over = prompts.filter(({ isOver }) => isOver);
    const forgotten = new Set(over.slice(0, Math.max(0, over.length - OVER_MAX)));
    if (forgotten.size > 0) prompts = prompts.filter((one) => !forgotten.has(one));
  };
  for (const row of rows.toSorted((one, other) => one.createdAtMs - other.createdAtMs)) add(row);
  return {
    prompts: () => prompts,
    pending: () => asKnown([...pending.values()]),
    get(approvalId) {
      const row = pending.get(approvalId);
      return row && asKnown([row])[0];
    },
    add,
    asked: () =>
      asKnown([...pending.values()]).flatMap((row) => row.prompts.filter(({ guid }) => guid !== null)),
    proven(partId, guid) {
      prompts = prompts.map((one) => (one.partId === partId ? { ...one, guid } : one));
    },
    ended(approvalId) {
      pending.delete(approvalId);
      prompts = prompts.map((one) => (one.approvalId === approvalId ? { ...one, isOver: true } : one));
      forgetOld();
    },
    took(decided) {
      if (prompts.length === 0) return;
      for (const { code, message } of decided)
        prompts = promptsAfter(prompts, { code, message, consequences: [] });
    },
  };
}

function knownOf(row: ApprovalRow, prompt: ApprovalPrompt): AskingPart {
  const { approvalId, kind, options, decisions, asked, expiresAtMs, endedAtMs } = row;
  return {
    approvalId,
    kind,
    accountId: prompt.accountId,
    conversation: conversationOf(prompt.target.chatGuid),
    guid: prompt.guid,
    text: comparableText(prompt.content),
    isOver: endedAtMs !== null,
    expiresAtMs,
    partId: prompt.partId,
    ...(options && { options }),
    ...(decisions && { decisions }),
    ...(asked !== null && { asked }),
  };
}
