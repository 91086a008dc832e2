// Turns that the gateway says it ended before they were answered: each for something that happened.

import type { Finding, History, TurnEvent, WitnessedRow } from './history.ts';
import { isPreview } from './previews.ts';
import { runsOf } from './runs.ts';
import { standBehind } from './stands.ts';
import { isTakenBy, type StepIn } from './stepping-in.ts';
import { NEAR_MS, type Stop } from './stops.ts';
import { isSilent } from './words.ts';

/** `stops`, `stepsIn` = of all accounts; what somebody wanted ended otherwise the history says. */
export function interruptionFindings(
  history: History,
  stops: readonly Stop[],
  stepsIn: readonly StepIn[],
): Finding[] {
  return history.turnEvents.flatMap((event): Finding[] => {
    const { turnId, state, code } = event;
    const isMeant = state === 'interrupted' || state === 'withdrawn';
    if (!isMeant || code === undefined || isExplained(event, stops, stepsIn, history)) return [];
    return [{ clause: 'stopped', text: `turn ${turnId} ended with ${code}, for which there was no reason` }];
  });
}

function isExplained(
  { turnId, code, lane, atMs, messageGuids }: TurnEvent,
  stops: readonly Stop[],
  stepsIn: readonly StepIn[],
  history: History,
): boolean {
  const { calls, lives, aborted, rows } = history;
  const asked = calls.filter((call) => call.turnId === turnId && call.atMs <= atMs);
  switch (code) {
    case 'stopped_by_command':
    case 'withdrawn_by_command':
      return stops.some(
        ({ accountId, chatGuid, fromMs, toMs, row }) =>
          lane === `${accountId}/${chatGuid}` &&
          atMs >= fromMs - NEAR_MS &&
          atMs <= toMs + NEAR_MS &&
          !standBehind(messageGuids, row, history),
      );
    case 'owner_spoke':
      return asked.length === 0 && stepsIn.some((one) => isTakenBy(one, lane ?? '', atMs));
    case 'taken_back':
      return asked.length === 0 && areGone(messageGuids, atMs, rows);
    case 'turn_aborted':
      return aborted?.has(turnId) ?? false;
    case 'cut_short':
      return runsOf({ lives }).some(
        ({ toMs }) => toMs !== null && toMs <= atMs && asked.some((call) => call.atMs <= toMs),
      );
    case 'agent_broke_off':
      return asked.some(({ replies, pieces = [] }) => replies === null && pieces.length > 0);
    default:
      return false;
  }
}

/**
 * Whether nothing was left of any row, or may not have been (ruling-32): what imsg has folded into a text goes with that, and
 * with nothing else.
 */
function areGone(guids: readonly string[], atMs: number, rows: History['rows']): boolean {
  const members = rows.filter(({ guid }) => guids.includes(guid));
  const isGone = (guid: string) => members.some((row) => row.guid === guid && wasEmptied(row, atMs));
  const isFolded = (guid: string) => members.some((row) => row.guid === guid && isPreview(row));
  return guids.some(isGone) && guids.every((guid) => isGone(guid) || isFolded(guid));
}

/** Whether somebody took back what it said at first: the placeholder of a file is no such thing. */
function wasEmptied({ versions }: WitnessedRow, atMs: number): boolean {
  return versions.some(({ text, atMs: fromMs }, index) => {
    const untilMs = versions[index + 1]?.atMs ?? Number.POSITIVE_INFINITY;
    return index > 0 && isSilent(text) && fromMs <= atMs + NEAR_MS && untilMs >= atMs - NEAR_MS;
  });
}
