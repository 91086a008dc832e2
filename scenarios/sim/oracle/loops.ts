// Where answers of an agent keep coming back nobody is answered: two agents would answer each other for ever (ECH-9).

import { isGroupChat } from './access.ts';
import type { Arrival } from './arrival.ts';
import { chatMeaning } from './chat-meaning.ts';
import type { History, WitnessedRow } from './history.ts';
import { momentsOf, type Span } from './moments.ts';
import { NEAR_MS } from './own-parts.ts';
import { orderOf, SURELY_FRESH_MS } from './owners-words.ts';
import { perHistory } from './per-history.ts';
import type { Settings } from './settings.ts';
import { isSteady } from './steady.ts';
import { isOfAnAgent } from './words.ts';

const LOOP_ECHOES = 5;
const LOOP_MS = 60_000;

/** Whether somebody's row comes while that is so; `unknown` = nobody can say; null = no. */
export function comesIntoLoop(
  row: WitnessedRow,
  arrival: Arrival,
  account: Settings,
  history: History,
  arrivalFor: (row: WitnessedRow) => Arrival | null,
): 'certain' | 'unknown' | null {
  const there = ofAgents(history).get(chatMeaning(row)) ?? [];
  if (there.length < LOOP_ECHOES) return null;
  const moments = momentsOf(row, arrival, history);
  const [[earliestMs, latestMs]] = moments;
  // By their GUIDs: a copy in a database that took the place of another has not come back once more.
  const [possible, certain] = [new Set<string>(), new Set<string>()];
  let isEachCertain = !isGroupChat(row, account) && isSteady(history);
  for (const other of there) {
    const heard = arrivalFor(other);
    const order = heard === null || other === row ? null : orderOf(other, heard, row, arrival, history);
    if (heard === null || order === null) continue;
    const others = momentsOf(other, heard, history);
    const [[fromMs, toMs]] = others;
    if (moments.some((one) => others.some((another) => areNear(one, another)))) possible.add(other.guid);
    const isWithin = latestMs - fromMs < LOOP_MS - NEAR_MS && toMs - earliestMs < LOOP_MS - NEAR_MS;
    const isFresh = heard.latestMs - (other.dateMs ?? heard.latestMs) < SURELY_FRESH_MS;
    if (order === 'certain' && isWithin && isFresh && isPlain(other, row)) certain.add(other.guid);
    else isEachCertain = false;
  }
  if (isEachCertain && certain.size >= LOOP_ECHOES) return 'certain';
  return possible.size >= LOOP_ECHOES ? 'unknown' : null;
}

/** Whether both may have been said within the time of a loop. */
function areNear([oneFromMs, oneToMs]: Span, [otherFromMs, otherToMs]: Span): boolean {
  return oneFromMs - otherToMs < LOOP_MS + NEAR_MS && otherFromMs - oneToMs < LOOP_MS + NEAR_MS;
}

/** Rows that may be answers of an agent, by conversation. */
const ofAgents = perHistory(({ rows, departures }) => {
  const left = new Set(departures.map(({ guid }) => guid));
  // What was sent here and names somebody else has come back from them.
  const cameBack = ({ guid, sender }: WitnessedRow) => left.has(guid) && sender !== null;
  const mayCount = (row: WitnessedRow) =>
    row.versions.some(({ text, isFromMe }) => !isFromMe && (isOfAnAgent(text) || cameBack(row)));
  return Map.groupBy(rows.filter(mayCount), chatMeaning);
});

/** Words alone that were never changed, of whoever wrote the other row as well. */
function isPlain(echo: WitnessedRow, row: WitnessedRow): boolean {
  const { versions, deletedAtMs, attachments, associatedType, itemType, sender } = echo;
  const isWhole = versions.length === 1 && deletedAtMs === null && attachments === 0;
  const isSpeech = associatedType === 0 && itemType === 0 && isOfAnAgent(versions[0]!.text);
  return isWhole && isSpeech && sender === row.sender && sender !== null;
}
