// What goes with an answer into its commit.

import type { Decision } from '../inbound/decision.ts';
import { plainText } from '../message/plain-text.ts';
import { text } from '../outbound/kinds/text.ts';
import type { Ids } from '../ports/ids.ts';
import type { AnswerInput, ApprovalEnd, ApprovalRow, Posted } from '../store/commands/approvals.ts';
import type { PartTarget } from '../store/commands/parts.ts';
import { planNotice } from '../turns/notice.ts';
import type { AskingAccount } from './asking-account.ts';
import type { Place } from './routes.ts';
import type { Choice } from './rules/choices.ts';
import { outcomeText, replyText, UNKNOWN } from './texts.ts';

export function posted(words: string, { accountId, target, replyTo }: Place, ids: Ids): Posted {
  const encode = (said: string) =>
    text.encode({ text: plainText(said), styles: [], ...(replyTo && { replyTo, mayStandAlone: true }) }) ??
    '';
  return { accountId, notice: planNotice('approval', words, target, { accountId, ids, encode }) };
}

type Ended = Pick<ApprovalRow, 'approvalId' | 'kind' | 'accountId' | 'origin' | 'prompts'>;
type AccountOf = (accountId: string) => Pick<AskingAccount, 'hasThreads'> | undefined;

/**
 * Where it is told how a request ended: in the thread of each message that asked, but over SMS, which has none (APR-14). If none
 * of them could be sent, where it was told that others are asked (APR-3).
 */
function outcomePlaces(
  { prompts, accountId: asking, origin }: Ended,
  to: ApprovalEnd['to'],
  accountOf: AccountOf,
): Place[] {
  if (to === 'undelivered') return origin ? [{ accountId: asking, target: origin }] : [];
  return prompts.map(({ accountId, target, guid }) => {
    const hasThread =
      guid !== null && !target.chatGuid.startsWith('SMS;') && accountOf(accountId)?.hasThreads();
    return { accountId, target, ...(hasThread && { replyTo: guid }) };
  });
}

/** How a request ends, and what is said of it. */
export function endOf(
  row: Ended,
  { to, choice }: Choice,
  by: string | null,
  { accountOf, ids }: { readonly accountOf: AccountOf; readonly ids: Ids },
): ApprovalEnd {
  const { approvalId, kind } = row;
  const words = outcomeText(kind, approvalId, to, by);
  const notices =
    words === null ? [] : outcomePlaces(row, to, accountOf).map((place) => posted(words, place, ids));
  return { approvalId, to, by, choice, notices };
}

/** A decision whose row carries its answer; `endOf` null = there is no such request any more. */
export function withAnswer(
  decision: Decision,
  ids: Ids,
  end: (approvalId: string, choice: Choice, by: string) => ApprovalEnd | null,
): Decision {
  const { message, row } = decision;
  const told = decision.consequences.find((one) => one.kind === 'resolve');
  if (!told || message === null) return decision;
  const { says } = told;
  const target = targetOf(message);
  const reply = (words: string): Posted[] =>
    says === null || target === null
      ? []
      : [posted(words, { accountId: row.verdicts[0]!.accountId, target }, ids)];
  const ended = told.end && end(told.end.approvalId, told.end, message.sender);
  const done = says?.says === 'submitted' ? reply(replyText(says)) : [];
  const answer: AnswerInput = {
    end: ended && { ...ended, notices: [...done, ...ended.notices] },
    otherwise: says === null ? [] : reply(says.says === 'submitted' ? UNKNOWN : replyText(says)),
  };
  const verdicts = row.verdicts.map((verdict) => ({ ...verdict, answer }));
  return { ...decision, row: { ...row, verdicts } };
}

function targetOf({ chatGuid, chatId }: NonNullable<Decision['message']>): PartTarget | null {
  return chatGuid === null || chatId === null ? null : { chatGuid, chatId };
}
