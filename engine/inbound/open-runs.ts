// What one person has written in one chat that waits for more of it: together it becomes one turn, and counts as one.
// Follows from when rows came and from the rules by which they wait, and so is the same whenever it is asked.

import type { ChatNumbers } from '../access/chat-numbers.ts';
import { type AccessPolicy, isGroupThread } from '../access/policy.ts';
import type { Message } from '../message/message.ts';
import { areWrittenApart, waitsForMore, waitsUntil } from '../message/waiting.ts';

export interface OpenRun {
  /** Of one person in one chat there is one. */
  readonly place: string;
  readonly firstMs: number;
  readonly lastMs: number;
  /** Until when what its writer says there is of it. 0 = nothing is: its last message went at once. */
  readonly untilMs: number;
  /** When its last message was written; null = nobody knows. */
  readonly sentAtMs: number | null;
  /** As it was when it began: it goes on so, whatever is set since. */
  readonly rule: WaitRule;
}

/** By which rules messages of an account wait for one another. */
export interface WaitRule {
  /** Whether only the two rows of a text and its link become one turn (COA-9). */
  readonly pairsOnly: boolean;
  readonly windowMs: number;
}

/** A clock that is no further off than this has not been set. */
export const AHEAD_MAX_MS = 60_000;
/** Runs of one person at once, in as many chats. */
const RUNS_MAX = 64;

/** How long a message waits for more of its turn; 0 = not at all, or for nothing but its preview. */
export function waitingMs(
  message: Message,
  { pairsOnly, windowMs }: WaitRule,
  access: AccessPolicy,
  { chats, arePreviewsMarked }: { readonly chats: ChatNumbers; readonly arePreviewsMarked: boolean },
): number {
  // Where previews can be told from other messages, nothing but these is joined (ruling-5).
  if (pairsOnly && (arePreviewsMarked || message.balloonBundleId !== null)) return 0;
  return waitsForMore(message, pairsOnly, () => isGroupThread(access, message, chats)) ? windowMs : 0;
}

/**
 * The run that a message is of, and whether it was there. One that is ended early, as by a command, is taken to go on: then
 * several turns count as one, for as long as somebody who keeps typing may wait.
 *
 * @param set As it is set now. @param windowOf How long the message waits by a rule.
 */
export function runWith(
  runs: readonly OpenRun[],
  { chatGuid, sender, sentAtMs }: Message,
  atMs: number,
  set: WaitRule,
  windowOf: (rule: WaitRule) => number,
): { readonly run: OpenRun; readonly joins: boolean } {
  const place = `${chatGuid} ${sender}`;
  const known = runs.find((one) => one.place === place && isOpenAt(one, atMs));
  const openMs = known === undefined ? 0 : windowOf(known.rule);
  const begun =
    known !== undefined && openMs > 0 && !areWrittenApart(known.sentAtMs, sentAtMs, openMs) ? known : null;
  const rule = begun?.rule ?? set;
  const windowMs = windowOf(rule);
  const firstMs = begun?.firstMs ?? atMs;
  const untilMs = windowMs > 0 ? waitsUntil(firstMs, atMs, windowMs) : 0;
  // What comes late stands before the others of its turn: what follows is written after these.
  const latestMs = begun === null ? sentAtMs : laterOf(begun.sentAtMs, sentAtMs);
  return {
    run: { place, firstMs, lastMs: atMs, untilMs, sentAtMs: latestMs, rule },
    joins: begun !== null,
  };
}

/** One whose last message still waits as a gateway begins: that waits anew, by the rule that is set then. */
export function resumedRun(run: OpenRun, nowMs: number, rule: WaitRule, windowMs: number): OpenRun {
  return windowMs > 0 ? { ...run, rule, firstMs: nowMs, untilMs: nowMs + windowMs } : run;
}

function laterOf(oneMs: number | null, otherMs: number | null): number | null {
  return oneMs === null || otherMs === null ? (oneMs ?? otherMs) : Math.max(oneMs, otherMs);
}

/** Those that are open still, with one that has begun, goes on or has ended. */
export function runsWith(runs: readonly OpenRun[], run: OpenRun): readonly OpenRun[] {
  const others = runs.filter((one) => one.place !== run.place && isOpenAt(one, run.lastMs));
  return run.untilMs === 0 ? others : [...others, run].slice(-RUNS_MAX);
}

function isOpenAt({ lastMs, untilMs }: OpenRun, atMs: number): boolean {
  return atMs <= untilMs && atMs >= lastMs - AHEAD_MAX_MS;
}
