// What the gateway says about requests: it asks where somebody is to be asked, says there how that ended, and answers
// each `/approve` once.

import { settingsDuring } from './account-at.ts';
import { isNotOffered, offerFindings, saysNotOffered } from './approval-offers.ts';
import { type ApprovalRequest, ASKS, askingParts, ELSEWHERE, requestsIn } from './approval-requests.ts';
import { isOnRoute, modeOf } from './approval-routes.ts';
import { isApprove } from './approvals.ts';
import { mayApprove, namesAnybody } from './approvers.ts';
import { chatMeaning } from './chat-meaning.ts';
import { isHeardInWords, type Judgements, mayBeHeard, meaningOf, type World } from './decided.ts';
import type { ApprovalTold } from './decision.ts';
import { approveIn, namesRequest } from './decision-acts.ts';
import type { Finding, History, PartEvent, WitnessedRow } from './history.ts';
import { accountOf, chatOf } from './notices.ts';
import { shownWords } from './shown-words.ts';
import { isOwn } from './speech.ts';

const USAGE = 'Usage: /approve <id> allow-once|allow-always|deny';
const UNKNOWN = '❌ Failed to submit approval: unknown or expired approval id.';
const UNAUTHORIZED = /^❌ You are not authorized to approve (?:exec|plugin) requests on iMessage\.$/;
const SUBMITTED = /^✅ Approval (\S+) submitted for (\S+)\.$/;
const OUTCOME =
  /^(?:✅|⏱️) (?:Exec|Plugin) approval |^(?:Exec|Plugin) approval withdrawn:|^Approval required\. I could not deliver /;

const UNDELIVERED = 'Approval required. I could not deliver the approval request';

const PLUGIN_DONE: Readonly<Record<string, string>> = {
  'allow-once': 'allowed once',
  'allow-always': 'allowed always',
  deny: 'denied',
};

export function approvalWordFindings(history: History, judged: readonly Judgements[]): Finding[] {
  const world = { history, judged };
  const requests = requestsIn(history);
  const parts = askingParts(history.parts);
  return [
    ...parts.flatMap((part) => partFindings(part, requests, world)),
    ...requests.flatMap((request) => outcomeFindings(request, parts, history)),
    ...answerFindings(
      parts.filter(({ text }) => isAnswer(text)),
      world,
      requests,
    ),
    ...requests.flatMap((request) => offerFindings(request, parts)),
  ];
}

const unasked = (part: PartEvent, why: string): Finding => ({
  clause: 'unasked',
  text: `${part.partId} in ${chatOf(part)} ${why}`,
});

const isAnswer = (text: string) =>
  text === USAGE ||
  text === UNKNOWN ||
  saysNotOffered(text) ||
  UNAUTHORIZED.test(text) ||
  SUBMITTED.test(text);

/** Whatever it says is about a request, or answers somebody. How often is for others. */
function partFindings(part: PartEvent, requests: readonly ApprovalRequest[], world: World): Finding[] {
  const { text, partId } = part;
  if (isAnswer(text)) return [];
  const { history } = world;
  const { wanted = [] } = history.decisions ?? {};
  if (text === ELSEWHERE) {
    const isFrom = (from: string) => isOnRoute(chatOf(part), [from], history.rows);
    return wanted.some(({ kind, from }) => kind !== 'question' && from !== null && isFrom(from))
      ? []
      : [unasked(part, 'tells somebody of a request that comes from nowhere there')];
  }
  if (OUTCOME.test(text)) {
    const of = requests.find(({ kind, approvalId, ends }) =>
      ends.some((end) => outcomeOf(kind, approvalId, end) === text),
    );
    if (!of) return [unasked(part, 'tells of an end that no request has')];
    const isThere = text.startsWith(UNDELIVERED)
      ? isOrigin(chatOf(part), of, history)
      : of.prompts.length === 0 || of.prompts.some((prompt) => isPlaceOf(prompt, part));
    return isThere
      ? []
      : [{ clause: 'addressee', text: `how ${of.approvalId} ended was told in ${chatOf(part)}` }];
  }
  if (requests.some(({ prompts }) => prompts.some((prompt) => prompt.partId === partId))) return [];
  const asks = wanted.filter(({ kind, text: words }) =>
    kind === 'question'
      ? text.startsWith(`${words}\n`)
      : ASKS.test(text) && text.includes(`\n${shownWords(words)}\n`),
  );
  // Of one of which nothing was told yet nobody can say which it is.
  if (asks.some(({ kind, from }) => kind !== 'question' || from === chatOf(part))) return [];
  return asks.length > 0
    ? [{ clause: 'addressee', text: `${partId} asks in ${chatOf(part)} what is to be asked elsewhere` }]
    : [unasked(part, 'asks what nobody wants decided')];
}

/** What is said of an end where it was asked; null = nothing. */
function outcomeOf(kind: string, approvalId: string, { state, by }: ApprovalTold): string | null {
  if (kind === 'question') return null;
  if (state === 'undelivered') return `${UNDELIVERED} to anybody, and it is over. ID: ${approvalId}`;
  const name = kind === 'plugin' ? 'Plugin' : 'Exec';
  if (state === 'expired') return `⏱️ ${name} approval expired. ID: ${approvalId}`;
  if (state === 'withdrawn')
    return `${name} approval withdrawn: nobody waits for it any more. ID: ${approvalId}`;
  const done = kind === 'plugin' ? (PLUGIN_DONE[state] ?? state) : state;
  return `✅ ${name} approval ${done}. Resolved by ${by}. ID: ${approvalId}`;
}

const isPlaceOf = (
  { chatGuid, accountId }: Pick<ApprovalRequest['prompts'][number], 'chatGuid' | 'accountId'>,
  part: PartEvent,
) => meaningOf(chatGuid) === meaningOf(chatOf(part)) && part.lane?.startsWith(`${accountId}/`) === true;

/** Whether a request came from there, which is not known of one of which nobody told who wanted it. */
function isOrigin(chatGuid: string, { wanted }: ApprovalRequest, { rows }: History): boolean {
  return wanted === null || (wanted.from !== null && isOnRoute(chatGuid, [wanted.from], rows));
}

/** How a request ended is told once in each place where it was asked. */
function outcomeFindings(request: ApprovalRequest, parts: readonly PartEvent[], history: History): Finding[] {
  const { approvalId, kind, ends, prompts } = request;
  const [end] = ends;
  const words = end && outcomeOf(kind, approvalId, end);
  if (!words || !isAtRest(end, history)) return [];
  if (end.state === 'undelivered') return undeliveredFindings(request, words, parts, history);
  return prompts.flatMap((prompt): Finding[] => {
    const count = parts.filter((part) => part.text === words && isPlaceOf(prompt, part)).length;
    if (count === 1) return [];
    const text = `how ${approvalId} ended was told ${count} times in ${prompt.chatGuid}`;
    return [{ clause: count === 0 ? 'replied' : 'doubled', text }];
  });
}

/** That nobody could be asked is told once where it came from, if others were to be asked as its conversation says (APR-3). */
function undeliveredFindings(
  request: ApprovalRequest,
  words: string,
  parts: readonly PartEvent[],
  history: History,
): Finding[] {
  const { approvalId, wanted, prompts } = request;
  const count = parts.filter(({ text }) => text === words).length;
  const text = `that nobody could be asked about ${approvalId} was told ${count} times where it came from`;
  if (count > 1) return [{ clause: 'doubled', text }];
  if (!wanted || wanted.kind === 'question' || wanted.from === null || count === 1) return [];
  const isAskedThere = prompts.some(({ chatGuid }) => isOrigin(chatGuid, request, history));
  const isBySession = history.lives.every(({ config }) => modeOf(config, request.kind) === 'session');
  return isAskedThere || !isBySession ? [] : [{ clause: 'replied', text }];
}

/** Whether what was said of it has left since, or been given up. */
const isAtRest = ({ atMs }: ApprovalTold, { restedAtMs }: History) =>
  restedAtMs !== null && atMs <= restedAtMs;

/** Each `/approve` has one answer, in its chat, and a true one. */
function answerFindings(
  answers: readonly PartEvent[],
  world: World,
  requests: readonly ApprovalRequest[],
): Finding[] {
  const { history } = world;
  const said = history.rows.filter((row) => !isOwn(row) && row.versions.some(isApprove));
  const most = Map.groupBy(
    said.filter((row) => mayBeHeard(row, world)),
    chatMeaning,
  );
  const given = Map.groupBy(answers, (part) => meaningOf(chatOf(part)));
  const chats = new Set([...most.keys(), ...given.keys()]);
  return [...chats].flatMap((chat): Finding[] => {
    const there = most.get(chat) ?? [];
    const least = there.filter((row) => isHeardInWords(row, world)).length;
    const told = given.get(chat) ?? [];
    const untrue = told.filter((part) => !there.some((row) => mayAnswer(part, row, history, requests)));
    return [
      ...untrue.map((part) => unasked(part, `says "${part.text}", which answers nothing that was said`)),
      ...(told.length > there.length
        ? [
            {
              clause: 'unasked',
              text: `${there.length} times /approve in ${chat} has ${told.length} answers`,
            } as const,
          ]
        : []),
      ...(told.length < least
        ? [
            {
              clause: 'replied',
              text: `of ${least} times /approve in ${chat} ${told.length} were answered`,
            } as const,
          ]
        : []),
    ];
  });
}

/** Whether it may be what was said to a row. */
function mayAnswer(
  part: PartEvent,
  row: WitnessedRow,
  history: History,
  requests: readonly ApprovalRequest[],
): boolean {
  if (row.insertedAtMs > part.atMs) return false;
  return row.versions.some((version) => {
    const command = isApprove(version) ? approveIn(version) : undefined;
    if (command === undefined) return false;
    if (part.text === USAGE) return command === null;
    if (command === null) return false;
    const [, to, approvalId = ''] = SUBMITTED.exec(part.text) ?? [];
    if (to !== undefined) return to === command.to && namesRequest(command.approvalId, approvalId);
    if (part.text === UNKNOWN) return true;
    if (saysNotOffered(part.text)) return isNotOffered(part.text, command, requests);
    const accountId = accountOf(part);
    return settingsDuring({ accountId }, history, row.insertedAtMs, part.atMs).some(
      (then) => namesAnybody(then) && !mayApprove(row.sender, then),
    );
  });
}
