// What people decide: it is said to nobody's agent.

import type { Arrival } from './arrival.ts';
import { decidedBetween } from './decided-between.ts';
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
/** It was said to the agent that asked, which was told so. */
export const IS_AN_ANSWER = 'an answer to a question of the agent';
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
  const asked = questionsFor(row, arrival, history);
  if (asked.some((question) => hasAnswered(row, arrival, question, history)))
    return { is: 'must not', reason: IS_AN_ANSWER, ...told };
  if (asked.length === 0) return judgement;
  return { is: 'either', reason: 'it may answer a question of the agent', ...told };
}

/** The questions to which it says one of the answers that an agent has offered to whoever wrote it, there and as it came. */
function questionsFor(row: WitnessedRow, arrival: Arrival | undefined, history: History): DecisionWanted[] {
  const cameMs = row.joinedAtMs ?? row.insertedAtMs;
  const came = arrival ?? { earliestMs: cameMs, latestMs: cameMs, wasTold: false };
  const [fromMs, toMs] = decidedBetween(row, came, history, NEAR_MS);
  const { wanted = [] } = history.decisions ?? {};
  return wanted.filter(
    (question) => question.atMs <= toMs && overMs(question, history) >= fromMs && saysAnswerTo(question, row),
  );
}

function saysAnswerTo({ kind, from, sender, options }: DecisionWanted, row: WitnessedRow): boolean {
  const isAsked = kind === 'question' && from === row.chatGuid && sender === row.sender;
  return isAsked && options.some((_, choice) => answers(row, options, choice));
}

/** Whether it may be a tapback on the message that asks, also where it comes as a sentence that quotes it. */
function mayReactTo({ from, sender, text }: DecisionWanted, row: WitnessedRow): boolean {
  const isTheirs = row.chatGuid === from && row.sender === sender;
  return (
    isTheirs && (row.associatedType !== 0 || row.versions.some((version) => version.text.includes(text)))
  );
}

/**
 * Whether it was what the agent was told: just as the gateway was told of it the question had this answer from its writer, who
 * had said nothing else since it was asked that may have been one.
 */
function hasAnswered(
  row: WitnessedRow,
  arrival: Arrival | undefined,
  question: DecisionWanted,
  { rows }: History,
): boolean {
  const [told] = question.told;
  if (told?.outcome !== 'answered' || told.by !== row.sender) return false;
  if (!arrival?.wasTold || row.versions.length > 1 || row.deletedAtMs !== null) return false;
  const isThen = told.atMs >= arrival.earliestMs && told.atMs <= arrival.latestMs + NEAR_MS;
  const { options } = question;
  const isThis = options.some((option, choice) => option === told.answer && answers(row, options, choice));
  const isRival = (other: WitnessedRow) =>
    other.guid !== row.guid &&
    other.insertedAtMs >= question.atMs - RIVALS_MS &&
    other.insertedAtMs <= told.atMs &&
    (saysAnswerTo(question, other) || mayReactTo(question, other));
  return isThen && isThis && !rows.some(isRival);
}

/** By when a question is decided, or its time is over: an agent that is gone is told of neither. */
function overMs({ told: [told], atMs, lastsMs }: DecisionWanted, { clockOffsets }: History): number {
  const isTimed = clockOffsets.every(({ offsetMs }) => offsetMs === 0);
  return told?.atMs ?? (isTimed ? atMs + lastsMs + WAITS_WITHIN_MS : Number.POSITIVE_INFINITY);
}

/** How far off the moment of a decision may be. */
const NEAR_MS = 2_000;
/** What was said so long before a question may be told after it. */
const RIVALS_MS = 60 * 60_000;
/** From when an agent asks until its question is durable, and waits. */
const WAITS_WITHIN_MS = 5 * 60_000;
