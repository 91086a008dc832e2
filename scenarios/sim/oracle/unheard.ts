// What people do to decide a request counts, where nothing is in its way.

import { settingsDuring } from './account-at.ts';
import type { ApprovalRequest } from './approval-requests.ts';
import { mayApprove, namesAnybody } from './approvers.ts';
import { chatMeaning } from './chat-meaning.ts';
import {
  DECIDED,
  expiryOf,
  isDecidedBy,
  isHeardInWords,
  isOffered,
  meaningOf,
  NEAR_MS,
  type World,
} from './decided.ts';
import type { ApprovalTold } from './decision.ts';
import { approves, choiceByTapback, tappedOn } from './decision-acts.ts';
import { disturbedUntil } from './disturbances.ts';
import { isSameAddress } from './handles.ts';
import type { Finding, History, WitnessedRow } from './history.ts';
import { runsOf } from './runs.ts';

/** What comes is decided by then, where nothing is in its way. */
const HEARD_MS = 140_000;
/** What `/approve` may say. */
const IN_WORDS_ENDS = ['allow-once', 'allow-always', 'deny'] as const;

/** The first that somebody who may has put on a message that asks, and the first that they have said. */
export function unheardFindings(request: ApprovalRequest, world: World): Finding[] {
  const { approvalId, ends } = request;
  const expiry = expiryOf(request, world.history);
  if (expiry === null || world.history.clockOffsets.length > 0) return [];
  const untilMs = Math.min(expiry[0], world.history.endMs);
  const acts = [...tapbacksOn(request, untilMs, world), ...saidOf(request, untilMs, world)];
  return acts.flatMap((act): Finding[] => {
    if (ends.some((end) => mayStandBeside(act, end, request, world))) return [];
    const text = `request ${approvalId} was not decided by row ${act.rowid}, with nothing in its way`;
    return [{ clause: 'decided', text }];
  });
}

/** Of each message that asks the first; one that may have left twice is none. */
function tapbacksOn(request: ApprovalRequest, untilMs: number, { history }: World): WitnessedRow[] {
  const { prompts, wanted, kind } = request;
  const options = kind === 'question' ? (wanted?.options ?? []) : null;
  return prompts.flatMap(({ left, accountId }) => {
    const [only, ...others] = left;
    if (!only || others.length > 0) return [];
    const act = history.rows.find((row) => {
      if (tappedOn(row) !== only.guid.toUpperCase()) return false;
      const choice = choiceByTapback(row, options);
      if (choice === null || !isOffered(choice.to, request)) return false;
      if (!isFree(row, only.atMs, untilMs, history)) return false;
      const during = settingsDuring({ accountId }, history, row.insertedAtMs, row.insertedAtMs + HEARD_MS);
      return options === null
        ? during.length > 0 && during.every((then) => mayApprove(row.sender, then))
        : isSameAddress(row.sender, wanted?.sender ?? null);
    });
    return act ?? [];
  });
}

/** `/approve`, of who may say something there. */
function saidOf(request: ApprovalRequest, untilMs: number, world: World): WitnessedRow[] {
  const { history } = world;
  const { prompts, pending, kind, approvalId } = request;
  if (kind === 'question' || prompts.length === 0) return [];
  const offered = IN_WORDS_ENDS.filter((to) => isOffered(to, request));
  const act = history.rows.find((row) => {
    if (row.versions.length > 1 || !offered.some((to) => approves(row, approvalId, to))) return false;
    if (!isHeardInWords(row, world) || !isFree(row, pending!.atMs, untilMs, history)) return false;
    const isThere = prompts.some(({ chatGuid }) => meaningOf(chatGuid) === chatMeaning(row));
    return [request, ...prompts].every((account) => {
      const during = settingsDuring(account, history, row.insertedAtMs, row.insertedAtMs + HEARD_MS);
      return (
        during.length > 0 &&
        during.every((then) => (namesAnybody(then) ? mayApprove(row.sender, then) : isThere))
      );
    });
  });
  return act ? [act] : [];
}

/** Whether it came once it could count, early enough, and was told as everything is. */
function isFree(row: WitnessedRow, sinceMs: number, untilMs: number, history: History): boolean {
  const { insertedAtMs, joinedAtMs, deletedAtMs } = row;
  if (insertedAtMs < sinceMs + NEAR_MS || insertedAtMs + HEARD_MS > untilMs) return false;
  if (deletedAtMs !== null || joinedAtMs === null || joinedAtMs > insertedAtMs + NEAR_MS) return false;
  if (isSameAddress(row.chatIdentifier, row.ownAddress)) return false;
  return isQuiet(sinceMs, insertedAtMs + HEARD_MS, history);
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
