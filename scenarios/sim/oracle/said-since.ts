// Since when what the gateway says by itself has waited.

import { ELSEWHERE, requestsIn } from './approval-requests.ts';
import { isApprove } from './approvals.ts';
import { IS_TAKEN } from './budgets.ts';
import type { History, PartEvent, RowEvent } from './history.ts';
import { chatOf, isAboutApproval, isAsSms, isPosted } from './notices.ts';
import { perHistory } from './per-history.ts';
import { isSaidAs } from './post-messages.ts';

/** What the gateway says by itself is not sent after that. */
export const NOTICE_EXPIRES_MS = 3_600_000;
/** It says that as much was answered as one person may have. */
const isOverBudget = ({ partId }: PartEvent) => partId.startsWith('budget:');
/** What a notice may be the answer to. */
const ANSWERED: ReadonlySet<string | null> = new Set(['command', 'challenged']);

/**
 * When it was queued. Of one that is first heard of at its end that of which it is the answer says so, which may have waited
 * for its window; where nothing does, it has not waited.
 */
export function saidMs(part: PartEvent, history: History): number {
  if (part.state !== 'expired') return part.atMs;
  return sinceMs(part, history) ?? part.atMs;
}

function sinceMs(part: PartEvent, history: History): number | undefined {
  // What the operator had said just as a gateway stopped, or what waited for room.
  if (isPosted(part)) {
    const { posts = [] } = history;
    return posts.findLast((post) => post.atMs <= part.atMs && isSaidAs(part, post, history))?.atMs;
  }
  if (isAboutApproval(part)) return requestedMs(part, history);
  // In the moment in which it was known that what it stands for was not delivered.
  if (isAsSms(part))
    return history.parts.find(
      ({ partId, state }) => state === 'undelivered' && `sms:${partId}` === part.partId,
    )?.atMs;
  const ofChat = new Set(
    history.rows.flatMap(({ chatGuid, guid }) => (chatGuid === chatOf(part) ? [guid] : [])),
  );
  if (isOverBudget(part)) {
    const over = firstOver(history).filter(({ guid }) => ofChat.has(guid!));
    return over[0]?.atMs;
  }
  const ofRow = history.rowEvents.filter(
    ({ atMs, guid }) => atMs <= part.atMs && guid !== null && ofChat.has(guid),
  );
  const heard = ofRow.filter(({ fate }) => ANSWERED.has(fate));
  // Of several the last for which it can have waited so long.
  const answered = heard.findLast(({ atMs }) => atMs <= part.atMs - NOTICE_EXPIRES_MS) ?? heard.at(-1);
  return ofRow.find(({ guid }) => guid === answered?.guid)?.atMs;
}

/** What was said of a request, or to whoever decides: since that was asked for, had ended, or was said. */
function requestedMs(part: PartEvent, history: History): number | undefined {
  const isBefore = ({ atMs }: { readonly atMs: number }) => atMs <= part.atMs;
  const request = requestsIn(history).find(
    ({ approvalId, prompts }) =>
      prompts.some(({ partId }) => partId === part.partId) || part.text.endsWith(`ID: ${approvalId}`),
  );
  if (request) {
    const isPrompt = request.prompts.some(({ partId }) => partId === part.partId);
    return isPrompt ? request.wanted?.atMs : request.ends.findLast(isBefore)?.atMs;
  }
  const said = history.rows.filter(
    (row) => row.chatGuid === chatOf(part) && row.versions.some(isApprove) && row.insertedAtMs <= part.atMs,
  );
  const { wanted = [] } = history.decisions ?? {};
  // Whichever it was of several: it cannot have waited for longer.
  return part.text === ELSEWHERE ? wanted.find(isBefore)?.atMs : said[0]?.insertedAtMs;
}

/** What became of rows first, where their writer had not been over what they may have answered just before. */
const firstOver = perHistory(({ rows, rowEvents }): readonly RowEvent[] => {
  const senders = new Map(rows.map(({ guid, sender }) => [guid, sender]));
  const isOver = new Map<string | null, boolean>();
  const known = new Set<string>();
  return rowEvents.filter(({ guid, fate, isNew }) => {
    if (guid === null || !isNew || known.has(guid)) return false;
    known.add(guid);
    const sender = senders.get(guid) ?? null;
    if (fate !== 'context' && !IS_TAKEN.has(fate)) return false;
    const wasOver = isOver.get(sender) ?? false;
    isOver.set(sender, fate === 'context');
    return fate === 'context' && !wasOver;
  });
});
