// In which order pieces of one answer leave once more, as SMS: in that of the answer, wherever Messages noted them as undelivered
// within ten seconds of each other.

import { couldBeAsked } from './disturbances.ts';
import type { Finding, History, PartEvent } from './history.ts';
import { chatOf, isAsSms } from './notices.ts';
import { runsOf } from './runs.ts';
import type { Settings } from './settings.ts';
import { STOPPING_MS } from './taking.ts';

/** What is said later waits so long for what was said before it. */
const BEFORE_WITHIN_MS = 10_000;
/** While one waits Messages is asked as often as that. */
const LOOKED_AT_MS = 2_500;

/** What left once more, and what was there before. */
interface Piece {
  readonly partId: string;
  /** Where it stands in its answer. */
  readonly ordinal: number;
  /** When it was told that the message itself was sent. */
  readonly sentMs: number;
  /** When Messages noted that it was not delivered. */
  readonly failedMs: number;
  /** When it was first told to be on its way as SMS, and what number that has among all that is told. */
  readonly leftMs: number;
  readonly place: number;
}

export function smsOrderFindings({ accountId }: Pick<Settings, 'accountId'>, history: History): Finding[] {
  const own = history.parts.filter(({ lane }) => lane?.startsWith(`${accountId}/`));
  const again = new Map(own.filter(isAsSms).map((part) => [part.partId, part]));
  const answers = Map.groupBy(again.values(), ({ partId }) => partId.slice(0, partId.lastIndexOf('#')));
  return [...answers.values()].flatMap((ofAnswer): Finding[] => {
    const pieces = ofAnswer.flatMap((part) => pieceOf(part, history) ?? []);
    const isBroken = pieces.some((one) => pieces.some((later) => hasOvertaken(later, one, history)));
    if (!isBroken) return [];
    const chat = chatOf(ofAnswer[0]!);
    return [{ clause: 'order', text: `what left once more as SMS for ${chat} was said in another order` }];
  });
}

/** Null = it never left once more, or nobody saw that it failed. */
function pieceOf({ partId }: PartEvent, { parts, rows }: History): Piece | null {
  const first = partId.slice('sms:'.length);
  const sent = parts.find((part) => part.partId === first && part.state === 'sent');
  const row = rows.find(({ guid }) => guid.toUpperCase() === sent?.guid?.toUpperCase());
  const place = parts.findIndex((part) => part.partId === partId && part.state === 'sending');
  if (!sent || row?.failedAtMs === undefined || place === -1) return null;
  const ordinal = Number(partId.slice(partId.lastIndexOf('#') + 1));
  const leftMs = parts[place]!.atMs;
  return { partId, ordinal, sentMs: sent.atMs, failedMs: row.failedAtMs, leftMs, place };
}

/** Whether a gateway that ran on, and could look, has let it by. */
function hasOvertaken(later: Piece, one: Piece, history: History): boolean {
  if (one.ordinal >= later.ordinal || one.place <= later.place) return false;
  if (one.sentMs > later.failedMs || one.failedMs + LOOKED_AT_MS > later.failedMs + BEFORE_WITHIN_MS)
    return false;
  const fromMs = Math.min(one.failedMs, later.failedMs);
  const untilMs = Math.max(one.leftMs, later.leftMs);
  // One that is asked to stop waits for nothing more from then on.
  const ended = runsOf(history).some(
    ({ toMs, end }) =>
      toMs !== null && toMs >= fromMs && toMs <= untilMs + (end === 'stop' ? STOPPING_MS : 0),
  );
  return !ended && couldBeAsked(history.disturbances, fromMs, later.leftMs);
}
