import { mayApprove } from '../../access/approvers.ts';
import { choiceByTapback } from '../../approvals/rules/choices.ts';
import { promptFact } from '../../approvals/rules/prompts.ts';
import { chatMeaning } from '../../message/chat-meaning.ts';
import { normalizeHandle } from '../../message/identity/handles.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Finding, Subject } from './stage.ts';

/**
 * A tapback decides what was asked by the message that it is put on, whatever else holds for whoever puts it there (APR-8):
 * who may decide is all that counts. Nobody's tapback decides anything, nor the owner's own (APR-9), nor one that is taken
 * away (APR-10), nor any in the chat with oneself (ruling-21).
 */
export const approvalStage = (
  { message, prompts, arrivedAtMs }: Pick<Subject, 'message' | 'prompts' | 'arrivedAtMs'>,
  { approvers }: Pick<Snapshot, 'approvers'>,
): Finding | null => {
  const { reaction, sender, isFromMe, isWithOneself } = message;
  if (reaction === null || prompts.areNone()) return null;
  if (isFromMe || isWithOneself || sender === '') return null;
  if (reaction.action === 'removed' || reaction.target === null) return null;
  const prompt = prompts.on(reaction.target, chatMeaning(message));
  const choice = prompt && choiceByTapback(reaction.emoji, prompt);
  if (!choice) return null;
  const { approvalId, kind, asked, accountId } = prompt;
  const isOver = prompt.isOver || arrivedAtMs >= prompt.expiresAtMs;
  const facts = { prompt: promptFact(prompt, isOver, false) };
  if (kind === 'question') {
    // What somebody else puts there is as any other.
    if (normalizeHandle(sender) !== asked) return null;
  } else {
    const list = approvers?.get(accountId);
    if (!list || list.isEmpty) return { code: 'approvers_unnamed', facts };
    if (!mayApprove(list, sender)) return { code: 'approval_no_right', detail: approvalId, facts };
  }
  if (isOver) return { code: 'approval_over', detail: approvalId, facts };
  const detail = `${choice.to} ${approvalId}`;
  const end = { approvalId, ...choice };
  return { code: 'approval_answer', detail, facts, consequences: [{ kind: 'resolve', end, says: null }] };
};
