// What a request offers: the message that asks names just that, and who wants anything else is told so.

import { type ApprovalRequest, ASKS } from './approval-requests.ts';
import { isOffered } from './decided.ts';
import { namesRequest } from './decision-acts.ts';
import type { Finding, PartEvent } from './history.ts';
import { isFenced } from './shown-words.ts';

const NOT_OFFERED =
  /^❌ Failed to submit approval: (\S+) is not offered\. Reply with: \/approve (\S+) (\S+)$/;
const REPLY_WITH = /^Reply with: \/approve (\S+) (\S+)$/m;
const ALWAYS_IS_NOT = 'Allow always is not available for this request.';
const EVERYTHING = ['allow-once', 'allow-always', 'deny'];
const TAPPED = [
  ['allow-once', '👍 Allow once'],
  ['deny', '👎 Deny'],
] as const;

type Asked = Pick<ApprovalRequest, 'approvalId' | 'wanted' | 'kind'>;

const offeredBy = (request: Asked) => EVERYTHING.filter((one) => isOffered(one, request)).join('|');

/** Of each message that asks. */
export function offerFindings(request: ApprovalRequest, parts: readonly PartEvent[]): Finding[] {
  const { approvalId, kind, wanted, pending, prompts } = request;
  if (kind === 'question' || (wanted === null && pending === null)) return [];
  return parts.flatMap((part): Finding[] => {
    if (!prompts.some(({ partId }) => partId === part.partId) || !ASKS.test(part.text)) return [];
    if (wanted === null || !isFenced(part.text, wanted.text))
      return [{ clause: 'decided', text: `${part.partId} shows not what request ${approvalId} is about` }];
    if (isTrue(part.text, request)) return [];
    return [{ clause: 'decided', text: `${part.partId} offers not what request ${approvalId} takes` }];
  });
}

/** What is run may look like any of these lines: what stands behind the time that it has is the gateway's own. */
function isTrue(text: string, request: ApprovalRequest): boolean {
  const ways = text.slice(text.lastIndexOf('\nExpires in: '));
  const lines = ways.split('\n');
  const [, named, words] = REPLY_WITH.exec(ways) ?? [];
  const tapped = TAPPED.filter(([, line]) => lines.includes(line)).map(([decision]) => decision);
  const expected = TAPPED.filter(([decision]) => isOffered(decision, request)).map(([decision]) => decision);
  const areTapped = tapped.length === 0 || tapped.join() === expected.join();
  const areSaid = words === undefined || (words === offeredBy(request) && named === request.approvalId);
  const hasNote = lines.includes(ALWAYS_IS_NOT);
  const isAlways = words !== undefined && isOffered('allow-always', request);
  return areTapped && areSaid && hasNote === !isAlways;
}

/** Whether a text says that something is not offered. */
export const saysNotOffered = (text: string): boolean => NOT_OFFERED.test(text);

/** Whether that is so of what somebody has said. */
export function isNotOffered(
  text: string,
  said: { readonly approvalId: string; readonly to: string },
  requests: readonly Asked[],
): boolean {
  const [, to, approvalId = '', offered] = NOT_OFFERED.exec(text) ?? [];
  if (to !== said.to || !namesRequest(said.approvalId, approvalId)) return false;
  return requests.some(
    (request) =>
      request.approvalId === approvalId && !isOffered(said.to, request) && offered === offeredBy(request),
  );
}
