// What imsg said of each attempt at a reply, held against how often it was tried and how it ended (ruling-26).

import { disturbedUntil, holding } from './disturbances.ts';
import type { Finding, History, PartEvent, SendAttempt } from './history.ts';
import { runsOf } from './runs.ts';
import { receivingAccounts } from './settings.ts';
import { cleanReply } from './words.ts';

/** What the bridge refuses goes by AppleScript in so long. */
const AT_ONCE_MS = 500;
/** Longest pause between two attempts. */
const PAUSE_MAX_MS = 30_000;

/** So long an answer of imsg to a send is waited for, but for the moment in which the wait ends. */
const WAITED_FOR_MS = 319_500;

/** A reply that an agent has said. */
interface Asked {
  readonly turnId: string;
  readonly chatGuid: string;
  readonly text: string;
}

const keyOf = ({ chatGuid, text }: { readonly chatGuid: string; readonly text: string }) =>
  `${chatGuid}\n${cleanReply(text).trim()}`;

/** Nothing has happened, and another attempt may do better. */
const isRefused = ({ answer }: SendAttempt) => answer === 'not begun' || answer === 'not allowed';
const isTriedAgain = (attempt: SendAttempt) => isRefused(attempt) || attempt.answer === 'busy';

export function refusalFindings(
  asked: readonly Asked[],
  ends: readonly PartEvent[],
  history: History,
): Finding[] {
  const attemptsAt = Map.groupBy(history.attempts ?? [], keyOf);
  const askedAs = Map.groupBy(asked, keyOf);
  return [...askedAs].flatMap(([key, replies]): Finding[] => {
    const attempts = attemptsAt.get(key) ?? [];
    const open = attempts.filter((attempt) => !isTriedAgain(attempt)).length;
    const { chatGuid, turnId, text } = replies[0]!;
    if (open > replies.length) {
      const said = `${open} times without a refusal, asked for ${replies.length} times`;
      return [{ clause: 'doubled', text: `an answer for ${chatGuid} was put on the wire ${said}` }];
    }
    // Of replies that say the same nobody can tell which attempt was whose.
    if (replies.length > 1) return [];
    const part = ends.find((end) => end.turnId === turnId && keyOf({ chatGuid, text: end.text }) === key);
    return part && keyOf({ chatGuid, text }) === key ? endFindings(part, attempts, history) : [];
  });
}

function endFindings(part: PartEvent, attempts: readonly SendAttempt[], history: History): Finding[] {
  const last = attempts.at(-1);
  if (!last || !isRefused(last)) return [];
  const isKnown =
    attempts.every(isTriedAgain) &&
    !cameTooLate(last) &&
    !hasDiedSince(last, part, history) &&
    !wasWrittenSince(last, part, history);
  if (part.state === 'unknown' && isKnown) {
    return [{ clause: 'truth', text: `part ${part.partId} counts as unknown, and imsg has not begun it` }];
  }
  if (part.state !== 'failed') return [];
  const { retryForMs, isRemote } = retrying(part, history);
  if (isRemote && last.answer === 'not allowed') return [];
  const refused = attempts.filter(isRefused);
  if (refused.length === 1) {
    return [{ clause: 'replied', text: `part ${part.partId} was given up after its first refusal` }];
  }
  const firstMs = firstRefusalMs(firstRefusal(refused), history);
  const triedMs = part.atMs - firstMs;
  if (triedMs >= retryForMs - PAUSE_MAX_MS || hasSteppedSince(firstMs, history)) return [];
  const said = `${Math.round(triedMs)} ms after its first refusal`;
  return [
    { clause: 'replied', text: `part ${part.partId} was given up ${said}, and nothing forbade to go on` },
  ];
}

/** What the bridge refuses goes by AppleScript at once (ruling-26): what that was answered is what there is to know. */
function firstRefusal([first, next]: readonly SendAttempt[]): SendAttempt {
  const { atMs, answeredAtMs, transport } = first!;
  if (transport !== 'bridge' || !next || next.transport === 'bridge') return first!;
  return next.atMs - (answeredAtMs ?? atMs) <= AT_ONCE_MS ? next : first!;
}

/** One that waited while another was refused the permission was refused with that one. */
function firstRefusalMs(first: SendAttempt, { attempts = [] }: History): number {
  let sinceMs = first.atMs;
  if (first.answer !== 'not allowed') return sinceMs;
  for (const attempt of attempts.toReversed()) {
    if (attempt.atMs > first.atMs) continue;
    if (attempt.answer === 'ok' && attempt.transport !== 'bridge') break;
    if (attempt.answer === 'not allowed') sinceMs = attempt.atMs;
  }
  return sinceMs;
}

function retrying({ turnId }: PartEvent, { calls, lives }: History) {
  const accountId = calls.find((call) => call.turnId === turnId)?.accountId;
  const accounts = lives
    .flatMap(({ config }) => receivingAccounts(config))
    .filter((account) => account.accountId === accountId);
  return {
    retryForMs: Math.min(...accounts.map((account) => account.retryForMs)),
    isRemote: accounts.some((account) => account.isRemote),
  };
}

/** Imsg may say it at its end alone, as where no line of it is ever ended: nobody waits for it any more. */
function cameTooLate({ atMs, answeredAtMs }: SendAttempt): boolean {
  return (answeredAtMs ?? atMs) - atMs >= WAITED_FOR_MS;
}

/** A gateway that died as it heard of a refusal, or before another attempt was on the wire, has told the next one neither. */
function hasDiedSince({ atMs }: SendAttempt, part: PartEvent, { lives }: History): boolean {
  return runsOf({ lives }).some(({ toMs }) => toMs !== null && toMs >= atMs && toMs <= part.atMs);
}

/** Another attempt that imsg has not read, as something kept it from reading, may have been read for all that anybody knows. */
function wasWrittenSince(refused: SendAttempt, part: PartEvent, history: History): boolean {
  const writtenMs = writtenAgainMs(refused, part, history);
  if (writtenMs === null) return false;
  return disturbedUntil(holding(history.disturbances), 'sending', writtenMs, part.atMs) !== null;
}

/** When another attempt was written; null = none was. Of what goes by AppleScript in the call that the bridge refused nobody tells. */
function writtenAgainMs(
  { atMs, answeredAtMs, transport }: SendAttempt,
  { partId }: PartEvent,
  { parts }: History,
): number | null {
  const refusedMs = answeredAtMs ?? atMs;
  const again = parts.findLast((one) => one.partId === partId && one.state === 'sending');
  if (again && again.atMs > refusedMs) return again.atMs;
  return transport === 'bridge' ? refusedMs : null;
}

/** A gateway whose clock is set while a reply waits over a restart cannot know for how long it did. */
function hasSteppedSince(firstMs: number, { clockOffsets }: History): boolean {
  return clockOffsets.some(({ fromMs }) => fromMs >= firstMs);
}
