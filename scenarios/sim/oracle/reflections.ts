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
  const here = departures.filter((one) => one.chatGuid === chatGuid);
  const left = here.filter((one) => comesBack(one.text));
  const withinMs = isPreview(row) ? SHOWN_MS : REFLECTED_MS;
  if (left.some(({ atMs }) => atMs <= earliestMs && latestMs - atMs <= withinMs)) return 'certain';
  const turns = new Set(calls.flatMap((call) => (call.chatGuid === chatGuid ? [call.turnId] : [])));
  const ofParts = parts.filter(({ turnId, text }) => turnId !== null && turns.has(turnId) && comesBack(text));
  const mayBeRead = here.filter((one) => mayBeReadAs(said, wordsOf(one.text)));
  const isUnderWay = [...left, ...mayBeRead, ...ofParts].some(
    ({ atMs }) => atMs >= earliestMs - OUTCOME_MS && atMs <= latestMs + OUTCOME_MS,
  );
  return isUnderWay ? 'possible' : null;
}

/** What nobody sees in front of words is not read in a body. */
const wordsOf = (text: string) =>
  cleanReply(text)
    .replace(/^[\s\p{Cc}\p{Cf}]+/u, '')
    .trim();

/** What stands between words in a body and its begin. */
const LENGTH_MAX = 5;
/** Builds before 0.15.2 may show some of it in front of long words. */
const mayBeReadAs = (read: string, words: string) =>
  words !== '' && read.endsWith(words) && read.length - words.length <= LENGTH_MAX;

/** Whether a preview that says this shows a link of an answer: its address, however that begins and ends; wordless, it shows any. */
function showsLinkOf(said: string, answer: string): boolean {
  const links = answer.toLowerCase().match(/(?:https?:\/\/|www\.)\S+/g) ?? [];
  const [, address] = /^(?:https?:\/\/)?(?:www\.)?(.*?)\/?$/s.exec(said.toLowerCase())!;
  return said === '' ? links.length > 0 : address !== '' && answer.toLowerCase().includes(address!);
}
