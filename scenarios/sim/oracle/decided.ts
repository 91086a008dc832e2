// Which row may have decided a request: of somebody who may, by what names the request, and in its time.

import { settingsDuring } from './account-at.ts';
import type { ApprovalRequest, Prompt } from './approval-requests.ts';
import { IN_WORDS, IS_AN_ANSWER, isInWords, MAY_BE_IN_WORDS } from './approvals.ts';
import { mayApprove, namesAnybody } from './approvers.ts';
import { TAKEN_BACK } from './changes.ts';
import { chatMeaning } from './chat-meaning.ts';
import type { ApprovalTold } from './decision.ts';
import { answers, approves, choiceByTapback, tappedOn } from './decision-acts.ts';
import { isSameAddress } from './handles.ts';
import type { History, WitnessedRow } from './history.ts';
import { IN_A_LOOP, type Judgement, OWNER_SPEAKS } from './judged.ts';
import { UNADDRESSED } from './mentions.ts';
import { isOwn } from './speech.ts';

/** Ends that somebody made. */
export const DECIDED: ReadonlySet<string> = new Set(['allow-once', 'allow-always', 'deny', 'answered']);
/** How far off the moment of a decision may be. */
export const NEAR_MS = 2_000;

/** What is in no turn and decides all the same: that is asked first. */
const IS_HEARD_ALL_THE_SAME: ReadonlySet<string> = new Set([
  IN_WORDS,
  MAY_BE_IN_WORDS,
  IS_AN_ANSWER,
  UNADDRESSED,
  OWNER_SPEAKS,
  IN_A_LOOP,
  TAKEN_BACK,
]);

export type Judgements = ReadonlyMap<WitnessedRow, Judgement>;

export interface World {
  readonly history: History;
  /** Of all accounts. */
  readonly judged: readonly Judgements[];
}

/** Whether one of the rows may have been what ended it so. */
export function isDecidedBy(
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
  if (isOwn(row) || isLate(row, end, request, history)) return false;
  if (!isOffered(end.state, request)) return false;
  const options = kind === 'question' ? (wanted?.options ?? []) : null;
  const prompt = promptTapped(row, prompts);
  if (prompt) {
    const choice = choiceByTapback(row, options);
    if (choice?.to !== end.state || choice.choice !== end.choice) return false;
    return options === null
      ? settingsDuring(prompt, history, row.insertedAtMs, end.atMs).some((then) =>
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
  return settingsDuring(request, history, row.insertedAtMs, end.atMs).some(
    (then) => then.commands.areHeard && (namesAnybody(then) ? mayApprove(row.sender, then) : isThere),
  );
}

/** Whether somebody may decide so at all. */
export function isOffered(to: string, { wanted }: Pick<ApprovalRequest, 'wanted'>): boolean {
  return !wanted?.offers || wanted.offers.includes(to);
}

/** The message that asks on which a tapback was put, once that had left. */
function promptTapped(row: WitnessedRow, prompts: readonly Prompt[]): Prompt | undefined {
  const target = tappedOn(row);
  if (target === null) return undefined;
  return prompts.find(({ left }) =>
    left.some(({ guid, atMs }) => guid.toUpperCase() === target && atMs <= row.insertedAtMs),
  );
}

export const meaningOf = (chatGuid: string) => chatMeaning({ chatGuid, chatIdentifier: null });

/** Words count only of somebody who may say something there. */
export function mayBeHeard(row: WitnessedRow, { judged }: World): boolean {
  return judged.some((rows) => {
    const judgement = rows.get(row);
    return judgement && (judgement.is !== 'must not' || IS_HEARD_ALL_THE_SAME.has(judgement.reason));
  });
}

/** Whether it was surely heard as a decision in words. */
export function isHeardInWords(row: WitnessedRow, { judged }: World): boolean {
  return judged.some((rows) => isInWords(rows.get(row)));
}

/** Whether it came when nothing was to be decided any more; what decided before the watch told of it was found by asking. */
function isLate(row: WitnessedRow, end: ApprovalTold, request: ApprovalRequest, history: History): boolean {
  const [, latestMs] = expiryOf(request, history) ?? [0, Number.POSITIVE_INFINITY];
  const toldMs = history.tellings.find(({ guid }) => guid === row.guid)?.atMs ?? 0;
  return Math.max(row.insertedAtMs, Math.min(toldMs, end.atMs)) > latestMs + NEAR_MS;
}

/** When its time is over, at the earliest and at the latest; null = a clock that was wrong says otherwise, or nobody said from when on it waits. */
export function expiryOf(
  { wanted, pending }: ApprovalRequest,
  { clockOffsets }: History,
): [number, number] | null {
  if (!wanted || !pending || clockOffsets.some(({ offsetMs }) => offsetMs !== 0)) return null;
  return [wanted.atMs + wanted.lastsMs, pending.atMs + wanted.lastsMs];
}
