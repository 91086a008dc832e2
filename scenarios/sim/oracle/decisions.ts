// What was decided, held against what people did: by somebody who may, by what names the request, once, and in its time.

import { type ApprovalRequest, type Prompt, requestsIn } from './approval-requests.ts';
import { IN_WORDS } from './approvals.ts';
import { mayApprove, namesAnybody } from './approvers.ts';
import { TAKEN_BACK } from './changes.ts';
import { chatMeaning } from './chat-meaning.ts';
import type { ApprovalTold } from './decision.ts';
import { answers, approves, choiceByTapback, tappedOn } from './decision-acts.ts';
import { disturbedUntil } from './disturbances.ts';
import { isSameAddress } from './handles.ts';
import type { Finding, History, WitnessedRow } from './history.ts';
import { IN_A_LOOP, type Judgement, OWNER_SPEAKS } from './judged.ts';
import { UNADDRESSED } from './mentions.ts';
import { runsOf } from './runs.ts';
import { receivingAccounts, type Settings } from './settings.ts';
import { isOwn } from './speech.ts';

/** Ends that somebody made. */
const DECIDED: ReadonlySet<string> = new Set(['allow-once', 'allow-always', 'deny', 'answered']);
/** How far off the moment of a decision may be. */
const NEAR_MS = 2_000;
/** What comes is decided by then, where nothing is in its way. */
const HEARD_MS = 140_000;

/** What is in no turn and decides all the same: that is asked first. */
const IS_HEARD_ALL_THE_SAME: ReadonlySet<string> = new Set([
  IN_WORDS,
  UNADDRESSED,
  OWNER_SPEAKS,
  IN_A_LOOP,
  TAKEN_BACK,
]);

type Judgements = ReadonlyMap<WitnessedRow, Judgement>;

interface World {
  readonly history: History;
  /** Of all accounts. */
  readonly judged: readonly Judgements[];
}

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

/** Whether one of the rows may have been what ended it so. */
function isDecidedBy(
  rows: readonly WitnessedRow[],
  end: ApprovalTold,
  request: ApprovalRequest,
  world: World,
): boolean {
  return rows.some(
    (row) =>
      row.insertedAtMs <= end.atMs && isSameAddress(row.sender, end.by) && decides(row, end, request, world),
  );
}

/** Whether a row may have been what ended it so. */
function decides(row: WitnessedRow, end: ApprovalTold, request: ApprovalRequest, world: World): boolean {
  const { wanted, kind, prompts } = request;
  const { history } = world;
  if (isOwn(row) || isLate(row, request, history)) return false;
  const options = kind === 'question' ? (wanted?.options ?? []) : null;
  const prompt = promptTapped(row, prompts);
  if (prompt) {
    const choice = choiceByTapback(row, options);
    if (choice?.to !== end.state || choice.choice !== end.choice) return false;
    return options === null
      ? settingsBetween(prompt.accountId, row.insertedAtMs, end.atMs, history).some((then) =>
          mayApprove(row.sender, then),
        )
      : isSameAddress(row.sender, wanted?.sender ?? null);
  }
  if (!mayBeHeard(row, world)) return false;
  const isThere = prompts.some(({ chatGuid }) => meaningOf(chatGuid) === chatMeaning(row));
  if (options !== null)
    return (
      isThere && isSameAddress(row.sender, wanted?.sender ?? null) && answers(row, options, end.choice ?? -1)
    );
  if (!approves(row, request.approvalId, end.state)) return false;
  return settingsBetween(request.accountId, row.insertedAtMs, end.atMs, history).some(
    (then) => then.commands.areHeard && (namesAnybody(then) ? mayApprove(row.sender, then) : isThere),
  );
}

/** The message that asks on which a tapback was put, once that had left. */
function promptTapped(row: WitnessedRow, prompts: readonly Prompt[]): Prompt | undefined {
  const target = tappedOn(row);
  if (target === null) return undefined;
  return prompts.find(({ left }) =>
    left.some(({ guid, atMs }) => guid.toUpperCase() === target && atMs <= row.insertedAtMs),
  );
}

const meaningOf = (chatGuid: string) => chatMeaning({ chatGuid, chatIdentifier: null });

/** Words count only of somebody who may say something there. */
function mayBeHeard(row: WitnessedRow, { judged }: World): boolean {
  return judged.some((rows) => {
    const judgement = rows.get(row);
    return judgement && (judgement.is !== 'must not' || IS_HEARD_ALL_THE_SAME.has(judgement.reason));
  });
}

/** Whether it came when nothing was to be decided any more. */
function isLate(row: WitnessedRow, request: ApprovalRequest, history: History): boolean {
  const [, latestMs] = expiryOf(request, history) ?? [0, Number.POSITIVE_INFINITY];
  const toldMs = history.tellings.find(({ guid }) => guid === row.guid)?.atMs ?? 0;
  return Math.max(row.insertedAtMs, toldMs) > latestMs + NEAR_MS;
}

/** When its time is over, at the earliest and at the latest; null = a clock that was wrong says otherwise, or nobody said from when on it waits. */
function expiryOf({ wanted, pending }: ApprovalRequest, { clockOffsets }: History): [number, number] | null {
  if (!wanted || !pending || clockOffsets.some(({ offsetMs }) => offsetMs !== 0)) return null;
  return [wanted.atMs + wanted.lastsMs, pending.atMs + wanted.lastsMs];
}

function settingsBetween(accountId: string, fromMs: number, toMs: number, { lives }: History): Settings[] {
  const during = lives.filter((life) => life.fromMs <= toMs && (life.toMs ?? toMs) >= fromMs);
  return during.flatMap(({ config }) =>
    receivingAccounts(config).filter((one) => one.accountId === accountId),
  );
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

/** Of what somebody who may has put on the message that asks, with nothing in its way, the first counts. */
function unheardFindings(request: ApprovalRequest, world: World): Finding[] {
  const { approvalId, prompts, ends, wanted, kind } = request;
  const { history } = world;
  const expiry = expiryOf(request, history);
  if (expiry === null || history.clockOffsets.length > 0) return [];
  return prompts.flatMap(({ left, accountId }): Finding[] => {
    const [only, ...others] = left;
    if (!only || others.length > 0) return [];
    const act = history.rows.find((row) => {
      const options = kind === 'question' ? (wanted?.options ?? []) : null;
      if (tappedOn(row) !== only.guid.toUpperCase() || choiceByTapback(row, options) === null) return false;
      const heardMs = row.insertedAtMs + HEARD_MS;
      if (row.insertedAtMs < only.atMs + NEAR_MS || heardMs > Math.min(expiry[0], history.endMs))
        return false;
      if (row.deletedAtMs !== null || row.joinedAtMs === null || row.joinedAtMs > row.insertedAtMs + NEAR_MS)
        return false;
      if (isSameAddress(row.chatIdentifier, row.ownAddress)) return false;
      if (!isQuiet(only.atMs, heardMs, history)) return false;
      const during = settingsBetween(accountId, row.insertedAtMs, heardMs, history);
      return options === null
        ? during.length > 0 && during.every((then) => mayApprove(row.sender, then))
        : isSameAddress(row.sender, wanted?.sender ?? null);
    });
    if (!act || ends.some((end) => mayStandBeside(act, end, request, world))) return [];
    return [broken(`request ${approvalId} was not decided by row ${act.rowid}, with nothing in its way`)];
  });
}

/** Whether a request may have ended so where this row came: by it, by what came before it, or since nobody waits any more. */
function mayStandBeside(
  act: WitnessedRow,
  end: ApprovalTold,
  request: ApprovalRequest,
  world: World,
): boolean {
  if (end.atMs < act.insertedAtMs) return true;
  if (end.atMs > act.insertedAtMs + HEARD_MS) return false;
  if (end.state === 'withdrawn') return isGivenUp(end, world.history);
  const before = world.history.rows.filter((row) => row.insertedAtMs <= act.insertedAtMs + NEAR_MS);
  return DECIDED.has(end.state) && isDecidedBy(before, end, request, world);
}

/** A turn that is over, or that somebody wants ended, waits for nothing. */
function isGivenUp({ turnId, atMs }: ApprovalTold, { calls, aborted }: History): boolean {
  return (
    turnId !== null &&
    (aborted?.has(turnId) === true ||
      calls.some((call) => call.turnId === turnId && (call.endedAtMs ?? atMs) < atMs + NEAR_MS))
  );
}

function isQuiet(fromMs: number, toMs: number, history: History): boolean {
  const isMet = (of: 'reading' | 'sending') =>
    disturbedUntil(history.disturbances, of, fromMs - HEARD_MS, toMs) !== null;
  const isOneRun = runsOf(history).some(
    (run) => run.fromMs <= fromMs && (run.toMs === null || run.toMs >= toMs),
  );
  return isOneRun && !isMet('reading') && !isMet('sending');
}
