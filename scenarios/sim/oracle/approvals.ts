// What people decide: it is said to nobody's agent.

import type { Arrival } from './arrival.ts';
import type { DecisionWanted } from './decision.ts';
import { answers } from './decision-acts.ts';
import type { History, RowVersion, WitnessedRow } from './history.ts';
import type { Judgement } from './judged.ts';
import type { Settings } from './settings.ts';
import { isOwn } from './speech.ts';
import { spokenWords } from './words.ts';

export const IN_WORDS = 'a decision in words';
/** It is if it was heard at all. */
export const MAY_BE_IN_WORDS = 'a decision in words that may not have been heard';
const APPROVE = /^\/approve:?(?:\s|$)/i;

/** Whether it is judged a decision in words for certain. */
export function isInWords(judgement: Judgement | undefined): boolean {
  return judgement?.is === 'must not' && judgement.reason === IN_WORDS;
}

/** Whether it says `/approve`, whatever stands behind that. */
export function isApprove({ text }: Pick<RowVersion, 'text'>): boolean {
  return APPROVE.test(spokenWords(text));
}

/** Of each of its forms whether it says so to a gateway that hears it. */
function saysApprove({ versions }: WitnessedRow, { commands }: Settings): readonly boolean[] {
  return versions.map((version) => commands.areHeard && isApprove(version));
}

/** Whether it decides something in words, or tries to, whichever of its forms was told. */
export function isDecision(row: WitnessedRow, account: Settings): boolean {
  return saysApprove(row, account).every(Boolean);
}

/** Judged anew, where it decides something, or may. */
export function asDecision(
  row: WitnessedRow,
  judgement: Judgement,
  account: Settings,
  history: History,
): Judgement {
  if (judgement.is === 'must not' || isOwn(row)) return judgement;
  const { arrival } = judgement;
  const told = arrival && { arrival };
  const saysSo = saysApprove(row, account);
  if (saysSo.every(Boolean))
    return { is: 'must not', reason: judgement.is === 'must' ? IN_WORDS : MAY_BE_IN_WORDS, ...told };
  if (saysSo.some(Boolean)) return { is: 'either', reason: 'it may have been a decision in words', ...told };
  if (!mayAnswer(row, arrival, history)) return judgement;
  return { is: 'either', reason: 'it may answer a question of the agent', ...told };
}

/** Whether it says one of the answers that an agent has offered to whoever wrote it, there and as it came. */
function mayAnswer(row: WitnessedRow, arrival: Arrival | undefined, history: History): boolean {
  const { sender, chatGuid, joinedAtMs, insertedAtMs } = row;
  const cameMs = joinedAtMs ?? insertedAtMs;
  const { earliestMs = cameMs, latestMs = cameMs } = arrival ?? {};
  const { wanted = [] } = history.decisions ?? {};
  return wanted.some(
    (question) =>
      question.kind === 'question' &&
      question.from === chatGuid &&
      question.sender === sender &&
      question.atMs <= latestMs + NEAR_MS &&
      overMs(question, history) >= earliestMs - NEAR_MS &&
      question.options.some((_, choice) => answers(row, question.options, choice)),
  );
}

/** By when a question is decided, or its time is over: an agent that is gone is told of neither. */
function overMs({ told: [told], atMs, lastsMs }: DecisionWanted, { clockOffsets }: History): number {
  const isTimed = clockOffsets.every(({ offsetMs }) => offsetMs === 0);
  return told?.atMs ?? (isTimed ? atMs + lastsMs + WAITS_WITHIN_MS : Number.POSITIVE_INFINITY);
}

/** How far off the moment of a decision may be. */
const NEAR_MS = 2_000;
/** From when an agent asks until its question is durable, and waits. */
const WAITS_WITHIN_MS = 5 * 60_000;
