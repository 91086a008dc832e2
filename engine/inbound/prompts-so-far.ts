import { isPromptItself, type KnownPrompt } from '../approvals/rules/prompts.ts';
import { chatMeaning } from '../message/chat-meaning.ts';
import type { MessageGuid } from '../message/ids.ts';
import type { Decision } from './decision.ts';

/** What was asked, before a batch and by its rows so far. */
export interface PromptsSoFar {
  areNone(): boolean;
  /** The message that asks in this conversation; null = it is none. */
  on(target: MessageGuid, conversation: string | null): KnownPrompt | null;
  /**
   * A message of the request that somebody writes so: the one in this conversation, else any. A code alone names what is to be
   * run, else what a tool wants to do (APR-16). Null = there is no such request.
   */
  named(written: string, conversation: string | null): KnownPrompt | null;
  /** Questions that stand here and wait, the newest first: words that come before one can be seen are no answer to it. */
  questionsIn(conversation: string | null): readonly KnownPrompt[];
  learn(decision: Pick<Decision, 'consequences' | 'code' | 'message'>): void;
}

const NONE: readonly KnownPrompt[] = [];

export function promptsSoFar(before: readonly KnownPrompt[] = NONE): PromptsSoFar {
  let prompts = before;
  return {
    areNone: () => prompts.length === 0,
    on: (target, conversation) =>
      prompts.find(
        ({ guid, ...one }) =>
          guid?.toUpperCase() === target.toUpperCase() && one.conversation === conversation,
      ) ?? null,
    named(written, conversation) {
      const of = (name: string) => prompts.filter(({ approvalId }) => approvalId === name);
      const exact = of(written);
      const found = exact.length > 0 ? exact : of(`plugin:${written}`);
      return found.find((one) => one.conversation === conversation) ?? found[0] ?? null;
    },
    questionsIn: (conversation) =>
      prompts
        .filter(
          ({ kind, isOver, guid, ...one }) =>
            kind === 'question' && !isOver && guid !== null && one.conversation === conversation,
        )
        .toReversed(),
    learn(decision) {
      if (prompts.length > 0) prompts = promptsAfter(prompts, decision);
    },
  };
}

/** What is known of them once a row is decided: it may be one of them, or an answer. */
export function promptsAfter<Prompt extends KnownPrompt>(
  prompts: readonly Prompt[],
  { consequences, code, message }: Pick<Decision, 'consequences' | 'code' | 'message'>,
): readonly Prompt[] {
  if (code === 'own_send' && message !== null) {
    const { guid } = message;
    const conversation = chatMeaning(message);
    const at = prompts.findIndex((prompt) => isPromptItself(prompt, message, conversation));
    return at < 0 ? prompts : prompts.with(at, { ...prompts[at]!, guid });
  }
  const ended = consequences.flatMap((one) =>
    one.kind === 'resolve' && one.end ? [one.end.approvalId] : [],
  );
  if (ended.length === 0) return prompts;
  return prompts.map((one) => (ended.includes(one.approvalId) ? { ...one, isOver: true } : one));
}
