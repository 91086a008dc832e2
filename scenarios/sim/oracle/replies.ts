// What left the Mac and what the gateway said of it, held against what the agent answered.

import { lackedTheBridge, showedSilentBridge } from './bridge.ts';
import { clockOffsetAt } from './clock-gaps.ts';
import { replacedAtMs } from './databases.ts';
import { disturbedUntil } from './disturbances.ts';
import { evidenceFindings, IS_PROVEN, type PartEnd } from './evidence.ts';
import type { Departure, Finding, History, PartEvent, WitnessedRow } from './history.ts';
import { isAsSms, isNotice } from './notices.ts';
import { refusalFindings } from './refusals.ts';
import { type Asked, keyOf, noticesSaid, repliesAsked } from './replies-asked.ts';
import { runsOf, runWithTime } from './runs.ts';
import { orderFindings } from './said-order.ts';
import { NOTICE_EXPIRES_MS } from './said-since.ts';
import { styleFindings } from './styles.ts';
import { cleanReply } from './words.ts';

/** Longest time until the outcome of a send is known, and some. */
const OUTCOME_MS = 340_000;
/** What waits for longer is stale, and not sent any more. */
const EXPIRES_MS = 2 * 3_600_000;
/** Replies that may stand before one in the queue for its end to be judged at all. */
const QUEUED_MAX = 30;
const FINAL: ReadonlySet<string> = new Set(['sent', 'failed', 'unknown', 'expired', 'undelivered']);

export function replyFindings(history: History): Finding[] {
  const answers = repliesAsked(history);
  const notices = noticesSaid(history);
  const asked = [...answers, ...notices];
  const ends = lastStates(history.parts);
  // What Messages sends once more by itself nobody asked it for.
  const told = history.departures.filter(({ repeats }) => repeats === undefined);
  return [
    ...countFindings(asked, told),
    ...orderFindings(answers, told, ends),
    ...evidenceFindings(ends, history),
    ...outcomeFindings(asked, ends, history),
    ...refusalFindings([...answers, ...notices.filter(isFirst)], ends, history),
    ...styleFindings(asked, history),
  ];
}

/** What leaves once more, as SMS, is another message. */
const isFirst = ({ turnId }: Asked) => !isAsSms({ partId: turnId });

const isSame = (one: string, other: string) => cleanReply(one).trim() === cleanReply(other).trim();

function countBy<T>(list: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

/** Nothing leaves that nobody said, nothing more often than it was said, nothing to anybody else. */
function countFindings(asked: readonly Asked[], departures: readonly Departure[]): Finding[] {
  const wanted = countBy(asked, keyOf);
  const texts = new Set(asked.map(({ text }) => text.trim()));
  return [...countBy(departures, keyOf)].flatMap(([key, left]): Finding[] => {
    const most = wanted.get(key)?.length ?? 0;
    const { chatGuid, text } = left[0]!;
    if (most === 0) {
      return texts.has(cleanReply(text).trim())
        ? [{ clause: 'addressee', text: `an answer to another chat went to ${chatGuid}` }]
        : [{ clause: 'unasked', text: `something left for ${chatGuid} that no agent said` }];
    }
    if (left.length <= most) return [];
    return [
      {
        clause: 'doubled',
        text: `an answer for ${chatGuid} left ${left.length} times, asked for ${most} times`,
      },
    ];
  });
}

function lastStates(parts: readonly PartEvent[]): PartEnd[] {
  const ends = new Map<string, PartEnd>();
  for (const part of parts) {
    const begunMs = part.state === 'sending' ? part.atMs : null;
    ends.set(part.partId, { ...part, sendingMs: ends.get(part.partId)?.sendingMs ?? begunMs });
  }
  return [...ends.values()];
}

/**
 * What left as one part is no other, though it says the same; one that left twice is proven by either. Where the two prove
 * one part each, the second part left beside them, once it was begun.
 */
function provenDepartures(
  ends: readonly PartEnd[],
  departures: readonly Departure[],
): ReadonlySet<Departure> {
  const byGuid = new Map(departures.map((left) => [left.guid.toUpperCase(), left]));
  const sent = ends.flatMap(({ state, guid, atMs, sendingMs }) => {
    const left = IS_PROVEN.has(state) ? byGuid.get(guid?.toUpperCase() ?? '') : undefined;
    return left ? [{ left, begunMs: sendingMs ?? atMs }] : [];
  });
  const proven = new Set(sent.flatMap(({ left }) => (left.repeats === undefined ? [left] : [])));
  for (const { left, begunMs } of sent) {
    if (left.repeats === undefined) continue;
    const isBeside = (other: Departure) =>
      other.repeats === undefined && other.atMs >= begunMs && keyOf(other) === keyOf(left);
    const own = [byGuid.get(left.repeats.toUpperCase()), ...departures.filter(isBeside)].find(
      (other) => other && !proven.has(other),
    );
    if (own) proven.add(own);
  }
  return proven;
}

/**
 * What left without proving a part, by the reply that it may have been. Of replies that say the same it is rather one
 * of which nothing is claimed: whatever leaves while that one is sent is no sign that another left.
 */
function unprovenDepartures(
  asked: readonly Asked[],
  partOf: (reply: Asked) => PartEnd | undefined,
  proven: ReadonlySet<Departure>,
  departures: readonly Departure[],
): ReadonlyMap<Asked, Departure> {
  const leftOf = countBy(departures, keyOf);
  const claimed = new Set(proven);
  const leftAs = new Map<Asked, Departure>();
  const claim = (reply: Asked, sinceMs: number) => {
    const left = leftOf.get(keyOf(reply))?.find((one) => !claimed.has(one) && one.atMs >= sinceMs);
    if (!left) return;
    claimed.add(left);
    leftAs.set(reply, left);
  };
  const stateOf = (reply: Asked) => partOf(reply)?.state;
  for (const reply of asked)
    if (stateOf(reply) === 'unknown') claim(reply, partOf(reply)?.sendingMs ?? reply.atMs);
  for (const reply of asked)
    if (stateOf(reply) !== 'unknown' && !IS_PROVEN.has(stateOf(reply) ?? '')) claim(reply, reply.atMs);
  return leftAs;
}

/** Which part each of them became: of those of one turn that say the same, one each. */
function partsOf(asked: readonly Asked[], ends: readonly PartEnd[]): ReadonlyMap<Asked, PartEnd> {
  const endsOf = countBy(ends, ({ turnId, partId }) => turnId ?? partId);
  const parts = new Map<Asked, PartEnd>();
  const taken = new Set<PartEnd>();
  for (const reply of asked) {
    const part = endsOf.get(reply.turnId)?.find((one) => !taken.has(one) && isSame(one.text, reply.text));
    if (!part) continue;
    taken.add(part);
    parts.set(reply, part);
  }
  return parts;
}

/** Everything that was said leaves and counts as sent, or is told of. */
function outcomeFindings(asked: readonly Asked[], ends: readonly PartEnd[], history: History): Finding[] {
  const { departures, endMs, restedAtMs } = history;
  const parts = partsOf(asked, ends);
  const partOf = (reply: Asked) => parts.get(reply);
  const told = departures.filter(({ repeats }) => repeats === undefined);
  const leftAs = unprovenDepartures(asked, partOf, provenDepartures(ends, departures), told);
  return asked.flatMap((reply, index): Finding[] => {
    if (reply.isBeside) return [];
    // Where each send is held until its deadline, the next one begins only then.
    const queuedMs = OUTCOME_MS * Math.min(index + 1, QUEUED_MAX);
    const cameToRest = restedAtMs !== null && reply.atMs <= restedAtMs;
    if (!cameToRest && reply.atMs + queuedMs > endMs) return [];
    if (!cameToRest && !runWithTime(reply.atMs, queuedMs, history)) return [];
    const part = partOf(reply);
    const isAborted = history.aborted?.has(reply.turnId) ?? false;
    // A gateway that dies as it takes back what waits has told nobody.
    if (!part && (!reply.isTaken || isAborted)) return [];
    if (!part) return [{ clause: 'replied', text: `an answer for ${reply.chatGuid} was never queued` }];
    if (part.state === 'sent') return [];
    if (!FINAL.has(part.state)) {
      return diedBeforeTelling(part, reply, history)
        ? []
        : [{ clause: 'replied', text: `part ${part.partId} is still ${part.state}` }];
    }
    const isDisturbed = wasDisturbedAround(reply, part, history);
    const left = leftAs.get(reply);
    // Its row was all that proved it.
    if (left && part.state === 'unknown' && wasDeleted(left, history)) return [];
    if (!left && part.state === 'expired' && (isAborted || waitedTooLong(part, reply, history))) return [];
    if (!left && part.state === 'unknown' && showedSilentBridge(reply, history)) return [];
    if (!left && part.state === 'failed' && lackedTheBridge(reply, part, history)) return [];
    // A build that does not say that nothing was begun leaves the end open.
    if (!left && part.state !== 'expired' && hasLostItsChat(reply, part, history)) return [];
    if (isDisturbed) {
      return left && (part.state === 'failed' || part.state === 'expired')
        ? [{ clause: 'truth', text: `part ${part.partId} counts as ${part.state}, and it left` }]
        : [];
    }
    return [
      {
        clause: left ? 'truth' : 'replied',
        text: `part ${part.partId} ended ${part.state} with nothing in its way`,
      },
    ];
  });
}

/** Whether something was in its way, or its gateway ended over it: as it was said, or, where it waited for room, as it left. */
function wasDisturbedAround({ atMs }: Asked, part: PartEnd, history: History): boolean {
  const spans = [[atMs - OUTCOME_MS, atMs, atMs + OUTCOME_MS] as const];
  if (part.atMs > atMs + OUTCOME_MS) spans.push([part.atMs - OUTCOME_MS, part.atMs - OUTCOME_MS, part.atMs]);
  return spans.some(
    ([feltFromMs, fromMs, untilMs]) =>
      disturbedUntil(history.disturbances, 'sending', feltFromMs, untilMs) !== null ||
      runsOf(history).some(({ toMs }) => toMs !== null && toMs >= fromMs && toMs <= untilMs),
  );
}

/** By the gateway's clock: nobody can tell one that was set ahead by hours from a machine that slept. */
function waitedTooLong(part: PartEnd, reply: Asked, history: History): boolean {
  const byClock = (atMs: number) => atMs + clockOffsetAt(history, atMs);
  return byClock(part.atMs) - byClock(reply.atMs) >= (isNotice(part) ? NOTICE_EXPIRES_MS : EXPIRES_MS);
}

function wasDeleted({ guid }: Departure, { rows }: History): boolean {
  return rows.some((row) => row.guid.toUpperCase() === guid.toUpperCase() && row.deletedAtMs !== null);
}

/** Another database took the place of the one that was written to, and nobody had written there by then. */
function hasLostItsChat({ chatGuid }: Asked, { atMs }: PartEvent, history: History): boolean {
  const there = history.rows.filter(({ insertedAtMs }) => insertedAtMs <= atMs);
  const ofChat = there.filter((row) => row.chatGuid === chatGuid);
  return ofChat.length > 0 && ofChat.every(({ database }) => replacedAtMs(history, database) <= atMs);
}

/**
 * A gateway that crashes between noting that a part was sent and telling so: nobody is told again, as of any other end. What was
 * sent has left, or the owner wrote the same.
 */
function diedBeforeTelling(
  { atMs: sinceMs }: PartEnd,
  reply: Asked,
  { departures, rows, lives }: History,
): boolean {
  const isCutOff = lives.some(
    ({ fromMs, toMs, end }) => end === 'crash' && fromMs <= sinceMs && toMs !== null && sinceMs <= toMs,
  );
  const isOwners = ({ chatGuid, versions, isNote }: WitnessedRow) =>
    chatGuid === reply.chatGuid &&
    versions.some(
      ({ isFromMe, atMs, text }) =>
        (isFromMe || isNote === true) && atMs >= sinceMs && isSame(text, reply.text),
    );
  const hasLeft = departures.some((left) => left.atMs >= sinceMs && keyOf(left) === keyOf(reply));
  return isCutOff && (hasLeft || rows.some(isOwners));
}
