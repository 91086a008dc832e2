// What people without iMessage send for a reaction: a sentence that quotes what they react to. Where that left here it is
// no message; the same form about anything else is what somebody says (TAP-4).

import type { Arrival } from './arrival.ts';
import type { History, WitnessedRow } from './history.ts';
import { spokenWords } from './words.ts';

/** What left is remembered for twelve hours, and of more than 512 texts the newest. */
const SURELY_KNOWN_MS = 11 * 3_600_000;
const SURELY_KNOWN = 400;
/** From the moment a reply is asked for until whoever reads knows of it. */
const ON_ITS_WAY_MS = 1_000;

const VERBS = 'Loved|Liked|Disliked|Laughed at|Emphasized|Questioned|Reacted \\S+ to';
const THINGS = 'heart|like|dislike|laugh|exclamation|emphasis|question mark|\\S+';
const SENTENCE = new RegExp(`^(?:(?:${VERBS})|Removed an? (?:${THINGS}) from) [“"](.+)[”"]$`, 's');

/** Null = it quotes nothing that was said here. */
export function quotesReply(
  { versions, chatGuid }: WitnessedRow,
  { earliestMs, latestMs }: Arrival,
  { departures, attempts = [] }: History,
): 'certain' | 'unknown' | null {
  const quotes = versions.map(({ text }) => SENTENCE.exec(spokenWords(text))?.[1]);
  const isQuoted = ({ text, chatGuid: there }: { readonly text: string; readonly chatGuid: string }) =>
    there === chatGuid &&
    quotes.some((quoted) => quoted !== undefined && comparable(quoted) === comparable(text));
  const asked = [...departures, ...attempts].filter(isQuoted).map(({ atMs }) => atMs);
  const before = asked.filter((atMs) => atMs < latestMs + ON_ITS_WAY_MS);
  if (before.length === 0) return null;
  const isSure = before.some(
    (atMs) =>
      atMs < earliestMs - ON_ITS_WAY_MS &&
      latestMs - atMs < SURELY_KNOWN_MS &&
      departures.filter((other) => other.atMs > atMs && other.atMs < latestMs).length < SURELY_KNOWN,
  );
  return isSure && versions.length === 1 ? 'certain' : 'unknown';
}

function comparable(text: string): string {
  return spokenWords(text.replaceAll('\r\n', '\n'));
}
