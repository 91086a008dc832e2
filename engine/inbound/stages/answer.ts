import type { AllowList } from '../../access/allowlist.ts';
import { mayApprove } from '../../access/approvers.ts';
import { choiceByText } from '../../approvals/rules/choices.ts';
import { promptFact } from '../../approvals/rules/prompts.ts';
import { type ApproveCommand, approveIn } from '../../message/approve-command.ts';
import { chatMeaning } from '../../message/chat-meaning.ts';
import { normalizeHandle } from '../../message/identity/handles.ts';
import type { ApproveReply } from '../decision.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Finding, Stage, Subject } from './stage.ts';

/** What is decided in words, at once also where rows wait for their previews: a turn may be waiting for it. */
export const answerStage: Stage = (subject, snapshot) => {
  const { message, prompts } = subject;
  if (message.isFromMe) return null;
  const command = snapshot.commands ? approveIn(message.text) : null;
  if (command !== null) return approve(command, subject, snapshot);
  return prompts.areNone() ? null : answer(subject);
};

function answer({ message, prompts, arrivedAtMs }: Subject): Finding | null {
  const handle = normalizeHandle(message.sender);
  for (const prompt of prompts.questionsIn(chatMeaning(message))) {
    const { approvalId, asked, options = [], expiresAtMs } = prompt;
    const choice = handle === asked && arrivedAtMs < expiresAtMs ? choiceByText(message.text, options) : null;
    if (choice === null) continue;
    return {
      code: 'question_answer',
      detail: `${choice.to} ${approvalId}`,
      facts: { prompt: promptFact(prompt, false, false) },
      consequences: [{ kind: 'resolve', end: { approvalId, ...choice }, says: null }],
    };
  }
  return null;
}

/** (APR-15) */
function approve(
  { approvalId: written, decision }: ApproveCommand,
  { message, prompts, arrivedAtMs }: Subject,
  { approvers, accountId }: Snapshot,
): Finding {
  if (written === null || decision === null) return replied('usage', 'exec');
  const conversation = chatMeaning(message);
  const found = prompts.named(written, conversation);
  const prompt = found?.kind === 'question' ? null : found;
  const approvalId = prompt?.approvalId ?? written;
  const kind = approvalId.startsWith('plugin:') ? 'plugin' : 'exec';
  const right = rightOf(message.sender, approvers?.get(prompt?.accountId ?? accountId));
  const isElsewhere = prompt !== null && prompt.conversation !== conversation;
  const isOver = prompt === null || prompt.isOver || arrivedAtMs >= prompt.expiresAtMs;
  const facts = prompt && { prompt: promptFact(prompt, isOver, isElsewhere) };
  if (right === 'none') return { ...replied('unauthorized', kind), ...(facts && { facts }) };
  // Whoever is no approver decides where they were asked.
  const isTheirs = right === 'approver' || !isElsewhere;
  if (isOver || !isTheirs) return { ...replied('unknown', kind), ...(facts && { facts }) };
  const { decisions = [] } = prompt;
  if (!decisions.includes(decision)) {
    const says = { says: 'not_offered', decision, approvalId, decisions } as const;
    return { ...answered(says), ...(facts && { facts }) };
  }
  const says: ApproveReply = { says: 'submitted', kind, decision, approvalId };
  const end = { approvalId, to: decision, choice: null };
  const consequences = [{ kind: 'resolve', end, says } as const];
  return {
    code: 'approve_command',
    detail: `${decision} ${approvalId}`,
    consequences,
    ...(facts && { facts }),
  };
}

function rightOf(sender: string, list: AllowList | undefined): 'approver' | 'admitted' | 'none' {
  if (!list || list.isEmpty) return 'admitted';
  return mayApprove(list, sender) ? 'approver' : 'none';
}

function replied(says: 'usage' | 'unauthorized' | 'unknown', kind: 'exec' | 'plugin'): Finding {
  return answered({ says, kind });
}

/** It decides nothing. */
function answered(says: ApproveReply): Finding {
  return {
    code: 'approve_command',
    detail: says.says,
    consequences: [{ kind: 'resolve', end: null, says }],
  };
}
