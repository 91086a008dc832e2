// What people decide: it is said to nobody's agent.

import type { Arrival } from './arrival.ts';
import type { History, WitnessedRow } from './history.ts';
import type { Judgement } from './judged.ts';
import type { Settings } from './settings.ts';
import { isOwn } from './speech.ts';
import { spokenWords } from './words.ts';

const APPROVE = /^\/approve:?(?:\s|$)/i;
const NUMBER = /^(\d{1,2})[.)]?$/;

/** Judged anew, where it decides something, or may. */
export function asDecision(
  row: WitnessedRow,
  judgement: Judgement,
  { commands }: Settings,
  history: History,
): Judgement {
  if (judgement.is === 'must not' || isOwn(row)) return judgement;
  const { arrival } = judgement;
  const told = arrival && { arrival };
  const saysSo = row.versions.map(({ text }) => commands.areHeard && APPROVE.test(spokenWords(text)));
  if (saysSo.every(Boolean)) return { is: 'must not', reason: 'a decision in words', ...told };
  if (saysSo.some(Boolean)) return { is: 'either', reason: 'it may have been a decision in words', ...told };
  if (!mayAnswer(row, arrival, history)) return judgement;
  return { is: 'either', reason: 'it may answer a question of the agent', ...told };
}

/** Whether it says one of the answers that an agent has offered to whoever wrote it, there and as it came. */
function mayAnswer(
  { versions, sender, chatGuid, joinedAtMs, insertedAtMs }: WitnessedRow,
  arrival: Arrival | undefined,
  history: History,
): boolean {
  const cameMs = joinedAtMs ?? insertedAtMs;
  const { earliestMs = cameMs, latestMs = cameMs } = arrival ?? {};
  return (history.questions ?? []).some(
    (question) =>
      question.chatGuid === chatGuid &&
      question.sender === sender &&
      question.atMs <= latestMs + NEAR_MS &&
      (question.endedAtMs ?? Number.POSITIVE_INFINITY) >= earliestMs - NEAR_MS &&
      versions.some(({ text }) => isChoice(text, question.options)),
  );
}

/** How far off the moment of a decision may be. */
const NEAR_MS = 2_000;

function isChoice(text: string, options: readonly string[]): boolean {
  const said = folded(text);
  const number = Number(NUMBER.exec(said)?.[1] ?? Number.NaN);
  return options.some((option, index) => folded(option) === said || index + 1 === number);
}

const folded = (text: string) => spokenWords(text).replace(/\s+/g, ' ').toLowerCase();
