// In the chat with oneself what the gateway sends comes back as a row of the owner's (ECH-3).

import type { Arrival } from './arrival.ts';
import type { History, WitnessedRow } from './history.ts';
import { cleanReply } from './words.ts';

/** So long after a part has left a row that says the same is that part. */
const REFLECTED_MS = 10_000;
/** Longest time until the outcome of a send is known, and some: as long it may be under way. */
const OUTCOME_MS = 340_000;

/**
 * Whether a row in the chat with oneself is an answer that comes back: it is where one with the same words had just
 * left, and it may be where one was under way, or failed, around that time.
 */
export function reflectionOf(
  { versions, chatGuid }: WitnessedRow,
  { earliestMs, latestMs }: Pick<Arrival, 'earliestMs' | 'latestMs'>,
  { departures, parts, calls }: History,
): 'certain' | 'possible' | null {
  const wordsOf = (text: string) => cleanReply(text).trim();
  const said = wordsOf(versions[0]!.text);
  const left = departures.filter((one) => one.chatGuid === chatGuid && wordsOf(one.text) === said);
  if (left.some(({ atMs }) => atMs <= earliestMs && latestMs - atMs <= REFLECTED_MS)) return 'certain';
  const turns = new Set(calls.flatMap((call) => (call.chatGuid === chatGuid ? [call.turnId] : [])));
  const ofParts = parts.filter(
    ({ turnId, text }) => turnId !== null && turns.has(turnId) && wordsOf(text) === said,
  );
  const isUnderWay = [...left, ...ofParts].some(
    ({ atMs }) => atMs >= earliestMs - OUTCOME_MS && atMs <= latestMs + OUTCOME_MS,
  );
  return isUnderWay ? 'possible' : null;
}
