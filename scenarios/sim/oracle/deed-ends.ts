// What the gateway says of what was done without words, held against what shows of it.

import type { AskedDeed, DeedCall, DeedPart } from './deed.ts';
import { showsBy, type World } from './deed-evidence.ts';
import { meaningOf } from './deed-meaning.ts';
import { disturbedUntil } from './disturbances.ts';
import type { Finding, History } from './history.ts';
import { chatOf } from './notices.ts';
import { runsOf } from './runs.ts';
import { saidByDeed } from './said-by-deeds.ts';
import { isTarget } from './targets.ts';

/** A row is read so soon after Messages wrote it, and no sooner. */
const SHOWN_MS = 50;
const PROVEN: ReadonlySet<string> = new Set(['sent', 'undelivered']);
const FINAL: ReadonlySet<string> = new Set(['sent', 'failed', 'unknown', 'expired', 'undelivered']);
/** By the watch, or in chat.db. */
const CAN_BE_SEEN: ReadonlySet<string> = new Set([
  'tapback',
  'message.unsend',
  'group.setIcon',
  'poll.send',
  'poll.vote',
]);
/** Messages has done it by then. */
const SEEN_WITHIN_MS = 2_000;
/** What was mended is felt that long. */
const DISTURBED_MS = 120_000;

/** The last that was told of each part, in the order in which they were first told of. */
function lastOf(parts: readonly DeedPart[]): DeedPart[] {
  return [...Map.groupBy(parts, ({ partId }) => partId).values()].map((events) => events.at(-1)!);
}

/** What counts as done shows, each by something of its own; what does not count as done does not show. */
export function proofFindings(world: World): Finding[] {
  const { acting } = world;
  if (acting.isByCommands) return [];
  const used = new Set<DeedCall>();
  return lastOf(acting.parts).flatMap((part): Finding[] => {
    const isOf = (call: DeedCall) =>
      call.method === meaningOf(part.name)?.method &&
      call.chatGuid === chatOf(part) &&
      call.atMs <= part.atMs;
    if (meaningOf(part.name) === null) return [];
    if (PROVEN.has(part.state)) {
      const untilMs = part.atMs;
      const row = part.guid === null ? undefined : part;
      const call = acting.calls.find(
        (one) => !used.has(one) && isOf(one) && showsBy(one, untilMs, world, row) !== false,
      );
      if (call) used.add(call);
      if (call) return [];
      return [
        {
          clause: 'evidence',
          text: `part ${part.partId} (${part.name}) counts as done, and nothing shows it`,
        },
      ];
    }
    return ofUnproven(part, acting.calls.filter(isOf), world);
  });
}

/** Of what does not count as done, where no other of its kind can have shown instead. */
function ofUnproven(part: DeedPart, calls: readonly DeedCall[], world: World): Finding[] {
  const { partId, name, state, lane, atMs } = part;
  const isOnly = world.acting.parts.every(
    (other) => other.partId === partId || other.name !== name || other.lane !== lane,
  );
  const [call, ...others] = calls;
  if (!call || others.length > 0 || !isOnly) return [];
  const say = (clause: 'truth' | 'replied', text: string): Finding[] => [
    { clause, text: `part ${partId} (${name}) ${text}` },
  ];
  if (state === 'failed' || state === 'expired')
    return showsBy(call, atMs - SHOWN_MS, world) ? say('truth', `counts as ${state}, and it shows`) : [];
  if (state !== 'unknown' || !CAN_BE_SEEN.has(call.method) || call.answer !== 'ok') return [];
  if (
    isDisturbed(call.atMs, atMs, world.history) ||
    !showsBy(call, call.answeredAtMs! + SEEN_WITHIN_MS, world)
  )
    return [];
  return say('replied', 'ended unknown with nothing in its way, and it shows');
}

/** Whether something kept it from being seen. */
function isDisturbed(fromMs: number, toMs: number, { disturbances, lives }: History): boolean {
  const isMet = (of: 'reading' | 'sending') =>
    disturbedUntil(disturbances, of, fromMs - DISTURBED_MS, toMs) !== null;
  return (
    isMet('reading') ||
    isMet('sending') ||
    runsOf({ lives }).some((run) => run.toMs !== null && run.toMs >= fromMs)
  );
}

/** Each has an end, and whoever asked for it was told that one. */
export function tellingFindings({ acting, history }: World): Finding[] {
  const { lives, restedAtMs } = history;
  const open = lastOf(acting.parts).flatMap(({ partId, state, atMs }): Finding[] => {
    const isAtRest = restedAtMs !== null && atMs <= restedAtMs;
    // A gateway that crashes between noting that it was done and telling so: nobody is told again.
    const wasCut = lives.some(({ end, toMs }) => end === 'crash' && toMs !== null && toMs >= atMs);
    if (FINAL.has(state) || !isAtRest || wasCut) return [];
    return [{ clause: 'replied', text: `part ${partId} is still ${state}` }];
  });
  const wordless = new Set(acting.parts.map(({ name }) => name));
  const untold = acting.asked.flatMap((asked): Finding[] => {
    const { name, turnId, end } = asked;
    const hasPart = wordless.has(name) || (meaningOf(name) !== null && saidByDeed(asked).length === 0);
    if (end === null || end.state === 'refused' || !hasPart) return [];
    const isTold = acting.parts.some((part) => part.state === end.state && isOfAsked(part, asked, history));
    if (isTold) return [];
    const who = turnId === null ? 'of the operator' : `in turn ${turnId}`;
    return [{ clause: 'truth', text: `${name} ${who} was told as ${end.state}, which no part is` }];
  });
  return [...open, ...untold];
}

/** What the operator has done says neither turn nor number: it is there, and since they asked for it. */
function isOfAsked(part: DeedPart, { turnId, name, to, atMs }: AskedDeed, { rows }: History): boolean {
  if (part.turnId !== turnId || part.name !== name) return false;
  return turnId !== null || (part.atMs >= atMs && (to === '' || isTarget(to, chatOf(part), rows)));
}
