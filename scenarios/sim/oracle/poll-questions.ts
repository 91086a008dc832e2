// What somebody asks beside a poll of their own, in its thread: it is of the poll, and no message to be answered (BEY-1).

import { isGroupChat } from './access.ts';
import { agentsFor } from './answering.ts';
import type { Arrival } from './arrival.ts';
import type { History, WitnessedRow } from './history.ts';
import type { Settings } from './settings.ts';
import { isOwn } from './speech.ts';

export const ASKED_IN_POLL = 'it is what a poll asks';

const WITHIN_MS = 15_000;
/** How far off the dates may be as they are told. */
const NEAR_MS = 1_000;
/** Longer words are answered. */
const TEXT_MAX = 500;
/** What is cut from words as they are read. */
const MAY_BE_CUT = 50;

/** Null = it is not; `unknown` = it may be. */
export function askedInPoll(
  row: WitnessedRow,
  arrival: Arrival,
  account: Settings,
  history: History,
): 'certain' | 'unknown' | null {
  if (row.thread === undefined || row.balloonId !== null) return null;
  const poll = history.rows.find(({ guid }) => guid === row.thread);
  if (!poll || !isPoll(poll) || isOwn(poll) || poll.sender !== row.sender) return null;
  const afterMs = row.dateMs === null || poll.dateMs === null ? null : row.dateMs - poll.dateMs;
  if (afterMs === null || afterMs < -NEAR_MS || afterMs > WITHIN_MS + NEAR_MS) return null;
  const lengths = row.versions.map(({ text }) => text.length);
  if (row.attachments > 0 || lengths.every((length) => length > TEXT_MAX + MAY_BE_CUT)) return null;
  const isNear = afterMs < 0 || afterMs > WITHIN_MS - NEAR_MS;
  const isPlain = lengths.length === 1 && lengths[0]! < TEXT_MAX - MAY_BE_CUT;
  const isKnown = wasToldAsPoll(poll, arrival, account, history);
  return !isNear && isPlain && isKnown && !mayAskForMention(row, account, history) ? 'certain' : 'unknown';
}

function isPoll({ balloonId, associatedType }: WitnessedRow): boolean {
  return associatedType === 0 && balloonId?.endsWith('com.apple.messages.Polls') === true;
}

/** Builds before 0.10 tell of a poll as of any card; and one that was too old was none for the gateway. */
function wasToldAsPoll(
  poll: WitnessedRow,
  { earliestMs }: Arrival,
  { accountId }: Settings,
  { acting, rowEvents }: History,
): boolean {
  const isTold = acting?.polls?.some(({ guid }) => guid === poll.guid) === true;
  return (
    isTold &&
    rowEvents.some(
      ({ guid, isNew, fate, atMs, ...event }) =>
        guid === poll.guid &&
        isNew &&
        fate === 'empty' &&
        atMs < earliestMs &&
        (event.accountId ?? accountId) === accountId,
    )
  );
}

/** Where a group asks for a mention, what has one is answered. */
function mayAskForMention(row: WitnessedRow, account: Settings, history: History): boolean {
  const agents = [...agentsFor(row, account, history)];
  const asks = agents.some((agent) => (account.agents.get(agent)?.mentionPatterns ?? []).length > 0);
  return asks && isGroupChat(row, account);
}
