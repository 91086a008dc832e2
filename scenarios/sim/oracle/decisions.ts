// What was decided, held against what people did: by somebody who may, by what names the request, once, and in its time.

import { type ApprovalRequest, requestsIn } from './approval-requests.ts';
import {
  DECIDED,
  expiryOf,
  isDecidedBy,
  type Judgements,
  meaningOf,
  NEAR_MS,
  type World,
} from './decided.ts';
import type { Finding, History } from './history.ts';
import { unheardFindings } from './unheard.ts';

export function decisionFindings(history: History, judged: readonly Judgements[]): Finding[] {
  const requests = requestsIn(history);
  return requests.flatMap((request) => [
    ...endFindings(request, { history, judged }),
    ...promptFindings(request),
    ...unheardFindings(request, { history, judged }),
  ]);
}

const broken = (text: string): Finding => ({ clause: 'decided', text });

function endFindings(request: ApprovalRequest, world: World): Finding[] {
  const { approvalId, ends } = request;
  if (ends.length > 1)
    return [broken(`request ${approvalId} ended as ${ends.map(({ state }) => state).join(' and as ')}`)];
  return ends.flatMap((end): Finding[] => {
    if (!DECIDED.has(end.state)) {
      if (end.by !== null) return [broken(`request ${approvalId} ended as ${end.state} by ${end.by}`)];
      const [earliestMs] = expiryOf(request, world.history) ?? [0];
      return end.state === 'expired' && end.atMs < earliestMs - NEAR_MS
        ? [broken(`request ${approvalId} expired ${earliestMs - end.atMs} ms before its time`)]
        : [];
    }
    if (isDecidedBy(world.history.rows, end, request, world)) return [];
    return [broken(`request ${approvalId} ended as ${end.state}, which nobody who may has said`)];
  });
}

/** Each place is asked once, by one message. */
function promptFindings({ approvalId, prompts }: ApprovalRequest): Finding[] {
  return [
    ...Map.groupBy(prompts, ({ accountId, chatGuid }) => `${accountId} ${meaningOf(chatGuid)}`),
  ].flatMap(([, there]): Finding[] => {
    if (there.length === 1) return [];
    return [{ clause: 'doubled', text: `request ${approvalId} was asked ${there.length} times in one chat` }];
  });
}
