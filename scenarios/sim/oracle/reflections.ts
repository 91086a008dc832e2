// In the chat with oneself what the gateway sends comes back as a row of the owner's (ECH-3).

import type { Arrival } from './arrival.ts';
import type { History, WitnessedRow } from './history.ts';
import { isPreview } from './previews.ts';
import { cleanReply } from './words.ts';

/** So long after a part has left a row that says the same is that part. */
const REFLECTED_MS = 10_000;
/** The same of the preview of a link in it, which Messages adds later. */
const SHOWN_MS = 15_000;
/** Longest time until the outcome of a send is known, and some: as long it may be under way. */
const OUTCOME_MS = 340_000;

/**
 * Whether a row in the chat with oneself is an answer that comes back: it is where one with the same words had just
 * left, and it may be where one was under way, or failed, around that time.
 */
export function reflectionOf(
  row: WitnessedRow,
  { earliestMs, latestMs }: Pick<Arrival, 'earliestMs' | 'latestMs'>,
  { departures, parts, calls }: History,
): 'certain' | 'possible' | null {
  const { versions, chatGuid } = row;
  const said = wordsOf(versions[0]!.text);
  const comesBack = (text: string) =>
    wordsOf(text) === said || (isPreview(row) && showsLinkOf(said, wordsOf(text)));
  const left = departures.filter((one) => one.chatGuid === chatGuid && comesBack(one.text));
  const withinMs = isPreview(row) ? SHOWN_MS : REFLECTED_MS;
  if (left.some(({ atMs }) => atMs <= earliestMs && latestMs - atMs <= withinMs)) return 'certain';
  const turns = new Set(calls.flatMap((call) => (call.chatGuid === chatGuid ? [call.turnId] : [])));
  const ofParts = parts.filter(({ turnId, text }) => turnId !== null && turns.has(turnId) && comesBack(text));
  const isUnderWay = [...left, ...ofParts].some(
    ({ atMs }) => atMs >= earliestMs - OUTCOME_MS && atMs <= latestMs + OUTCOME_MS,
  );
  return isUnderWay ? 'possible' : null;
}

const wordsOf = (text: string): string => cleanReply(text).trim();

/** Whether a preview that says this shows a link of an answer: its address, however that begins and ends; wordless, it shows any. */
function showsLinkOf(said: string, answer: string): boolean {
  const links = answer.toLowerCase().match(/(?:https?:\/\/|www\.)\S+/g) ?? [];
  const [, address] = /^(?:https?:\/\/)?(?:www\.)?(.*?)\/?$/s.exec(said.toLowerCase())!;
  return said === '' ? links.length > 0 : address !== '' && answer.toLowerCase().includes(address!);
}
