// The parts that the gateway may have had open, or may have said, as an own row was decided: what it may have sent itself is
// not the owner's.

import type { Arrival } from './arrival.ts';
import { chatMeaning } from './chat-meaning.ts';
import { decidedBetween } from './decided-between.ts';
import type { History, PartEvent, WitnessedRow } from './history.ts';
import { chatOf } from './notices.ts';
import { perHistory } from './per-history.ts';
import { cleanReply } from './words.ts';

/** `unknown` = nobody can say; null = no. */
export type Certainty = 'certain' | 'unknown' | null;

/** So near to a limit, or to the end of a part, nobody can say what was first. */
export const NEAR_MS = 5_000;
/** What the gateway says by itself may wait that long before anything is told of it. */
const NOTICE_WAITS_MS = 10 * 60_000;
/** So long a row of ours that says what a part says may be that part. */
const SAID_MS = 10 * 60_000;
/** So long where nobody knew whether it left. */
const UNKNOWN_MS = 24 * 60 * 60_000;
const ENDS: ReadonlySet<string> = new Set(['sent', 'failed', 'unknown', 'expired']);

interface Part {
  readonly chat: string | null;
  /** As it leaves. */
  readonly text: string;
  /** When it may have been there first, when it surely was, when it was on the wire, and when it had its end. */
  readonly fromMs: number;
  readonly queuedMs: number;
  readonly sentMs: number;
  readonly toMs: number;
  /** Until when it surely had none: of a gateway that died nobody heard whether it had noted one. */
  readonly openToMs: number;
  /** So long after it its words may still be its own. */
  readonly saidMs: number;
}

export const partsOf = perHistory(({ parts, calls, turnEvents, acting, lives }) => {
  const callOf = new Map(calls.map((call) => [call.turnId, call]));
  const answeredMs = new Map(
    turnEvents.filter(({ state }) => state === 'answered').map(({ turnId, atMs }) => [turnId, atMs]),
  );
  // Of an answer that leaves while it is written some is there from then on.
  const begunMs = new Map(
    turnEvents
      .filter(({ state }) => state === 'replying')
      .toReversed()
      .map(({ turnId, atMs }) => [turnId, atMs]),
  );
  const undelivered = new Set(
    parts.filter(({ state }) => state === 'undelivered').map(({ turnId, text }) => `${turnId} ${text}`),
  );
  const all = [...Map.groupBy(parts, ({ partId }) => partId).values()].map((events): Part => {
    const [first] = events as [PartEvent, ...PartEvent[]];
    const call = first.turnId === null ? undefined : callOf.get(first.turnId);
    // A turn is told to be answered once all of its parts are committed, but for what leaves once more.
    const isOfAnswer = first.turnId !== null && !undelivered.has(`${first.turnId} ${first.text}`);
    const times = [
      first.atMs,
      ...(call?.pieces ?? []).map(({ atMs }) => atMs),
      call?.endedAtMs ?? first.atMs,
      (first.turnId !== null && begunMs.get(first.turnId)) || first.atMs,
    ];
    const chatGuid = call?.chatGuid ?? chatOf(first);
    const toMs = events.findLast(({ state }) => ENDS.has(state))?.atMs ?? Number.POSITIVE_INFINITY;
    const lastMs = events.at(-1)!.atMs;
    const death = lives.find(
      ({ end, toMs: diedMs }) => end === 'crash' && diedMs !== null && diedMs >= lastMs,
    );
    return {
      chat: chatMeaning({ chatGuid, chatIdentifier: null }),
      text: cleanReply(first.text).trim(),
      fromMs: call ? Math.min(...times) : first.atMs - NOTICE_WAITS_MS,
      queuedMs: isOfAnswer ? Math.min(first.atMs, answeredMs.get(first.turnId) ?? first.atMs) : first.atMs,
      sentMs: events.find(({ state }) => state === 'sending')?.atMs ?? first.atMs,
      toMs,
      openToMs: Math.min(toMs, death ? Math.max(lastMs, death.toMs! - NEAR_MS) : Number.POSITIVE_INFINITY),
      saidMs: events.some(({ state }) => state === 'unknown') ? UNKNOWN_MS : SAID_MS,
    };
  });
  // What is done without words is open as a part is; where the operator has it done is not looked into.
  const deeds = (acting?.asked ?? []).map(({ atMs, turnId, end }) => ({
    chat:
      turnId === null
        ? null
        : chatMeaning({ chatGuid: callOf.get(turnId)?.chatGuid ?? null, chatIdentifier: null }),
    fromMs: atMs,
    toMs: end?.atMs ?? Number.POSITIVE_INFINITY,
  }));
  return {
    deeds,
    inChat: Map.groupBy(all, ({ chat }) => chat),
    saying: Map.groupBy(all, ({ text }) => text),
  };
});

/** Whether parts are open in a conversation as an own row of it is decided: one after the other, or one of them. */
export function whereOpen(row: WitnessedRow, arrival: Arrival, history: History): Certainty {
  const { inChat, deeds } = partsOf(history);
  const chat = chatMeaning(row);
  const parts = inChat.get(chat) ?? [];
  const [fromMs, toMs] = decidedBetween(row, arrival, history, NEAR_MS);
  let coveredMs = fromMs;
  for (const part of parts.toSorted((one, other) => one.queuedMs - other.queuedMs))
    if (part.queuedMs <= coveredMs) coveredMs = Math.max(coveredMs, part.openToMs);
  if (coveredMs > toMs) return 'certain';
  const perhaps = [...parts, ...deeds.filter((deed) => deed.chat === null || deed.chat === chat)];
  return perhaps.some((one) => one.fromMs < toMs && one.toMs > fromMs) ? 'unknown' : null;
}

/** Whether a part has the words of an own row, near enough in time to be that row. */
export function whereSaid(part: Part, row: WitnessedRow, { earliestMs, latestMs }: Arrival): Certainty {
  const hasEnded = Number.isFinite(part.toMs);
  if (hasEnded && part.sentMs <= earliestMs && latestMs - part.toMs < part.saidMs - NEAR_MS) return 'certain';
  const times = [earliestMs, latestMs, row.dateMs ?? earliestMs];
  const isNear = times.some(
    (atMs) => atMs >= part.fromMs - part.saidMs - NEAR_MS && atMs <= part.toMs + part.saidMs + NEAR_MS,
  );
  return isNear ? 'unknown' : null;
}
