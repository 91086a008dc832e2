// What is known of the messages that ask somebody, and of the requests behind them.

import type { ChatGuid, MessageGuid } from '../../message/ids.ts';
import { readsAs } from '../../message/read-back.ts';
import { comparableText } from '../../message/text.ts';
import type { PromptKnown } from '../../store/commands/journal.ts';

/** A message that asks. */
export interface KnownPrompt extends Omit<PromptKnown, 'isElsewhere' | 'isOver'> {
  /** Where it was sent, by what the chat means. */
  readonly conversation: string;
  /** What it is known by; null = nothing proves it yet. */
  readonly guid: MessageGuid | null;
  /** Its words, as they are compared. */
  readonly text: string;
  /** Whether the request was decided, or has ended. */
  readonly isOver: boolean;
  /** Gateway wall time from which on nothing is decided by it. */
  readonly expiresAtMs: number;
}

/** An own row, as far as it can be a message that asks. */
interface OwnWords {
  readonly guid: MessageGuid | null;
  readonly chatGuid: ChatGuid | null;
  readonly text: string;
  readonly isFromMe: boolean;
}

/**
 * Whether an own row is a message that asks, of which nothing was known yet: each has words of its own. By this a tapback
 * counts also where it comes together with the message that it is put on. One that is over asks nothing any more: an own row
 * with its words is rather a later one that asks the same.
 */
export function isPromptItself(prompt: KnownPrompt, row: OwnWords, conversation: string | null): boolean {
  if (prompt.guid !== null || prompt.isOver || !row.isFromMe || row.guid === null) return false;
  return prompt.conversation === conversation && readsAs(comparableText(row.text), prompt.text);
}

/** As it is recorded with the verdict of a row. */
export function promptFact(prompt: KnownPrompt, isOver: boolean, isElsewhere: boolean): PromptKnown {
  const { approvalId, kind, accountId, options, asked, decisions } = prompt;
  return {
    approvalId,
    kind,
    accountId,
    ...(isOver && { isOver }),
    ...(isElsewhere && { isElsewhere }),
    ...(options && { options }),
    ...(asked && { asked }),
    ...(decisions && { decisions }),
  };
}
