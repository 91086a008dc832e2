// Draws a scenario from a seed: people, a configuration, hours of what they do and what goes wrong meanwhile.

import { createStreams } from '../../sim/random.ts';
import { durationMs } from '../../vocabulary/duration.ts';
import type { Drawn, DrawnStep } from '../drawn.ts';
import { drawAdditions } from './additions.ts';
import { withBindings } from './agents.ts';
import { drawCast, drawnPeople } from './cast.ts';
import { createDice } from './dice.ts';
import { createMachine, withHearing } from './programs.ts';
import { drawNeverTold, drawPoll, drawRarity, RARITIES, type RareWorld } from './rarities.ts';
import { withRegion } from './region.ts';
import { drawReplies } from './replies.ts';
import { createRewriting } from './rewriting.ts';
import {
  drawAgent,
  drawConfig,
  drawDevice,
  withBrakes,
  withEarlier,
  withOwner,
  withPace,
  withSending,
} from './settings.ts';
import { createTalk } from './traffic.ts';
import { createTrouble, drawWeakness, MENDED } from './trouble.ts';

/** Longer pauses are what makes hours; many short ones are what makes races. */
const LONGEST_PAUSE_MS = 3 * 3_600_000;

export function drawScenario(seed: string): Drawn {
  const stream = createStreams(seed);
  const diceFor = (purpose: string) => createDice(stream(purpose));
  const weakness = drawWeakness(diceFor('weakness'));
  // Numbers of groups mean something only in the database that gave them.
  const countsGroups = weakness === 'database';
  const cast = drawCast(diceFor('cast'), countsGroups);
  const device = drawDevice(diceFor('device'));
  const sendingDice = diceFor('sending settings');
  const earlierDice = diceFor('earlier messages');
  const ownerDice = diceFor('owner settings');
  const brakesDice = diceFor('brakes settings');
  const paceDice = diceFor('pace settings');
  const agentsDice = diceFor('agents');
  const isBound = agentsDice.chance(0.12);
  const replies = drawReplies(diceFor('replies'));
  const withAll = (drawn: Record<string, unknown>) => {
    const set = withOwner(ownerDice, withEarlier(earlierDice, withSending(sendingDice, drawn, device), cast));
    const braked = replies.config(withPace(paceDice, withBrakes(brakesDice, set)));
    return isBound ? withBindings(agentsDice, braked, cast) : braked;
  };
  const mediaDice = diceFor('media');
  const usualConfig = withHearing(mediaDice, withAll(drawConfig(diceFor('config'), cast, countsGroups)));
  const speaker = replies.agent(drawAgent(diceFor('agent')));
  const latencyMs = typeof speaker?.latency === 'string' ? durationMs(speaker.latency) : 0;
  const answeredInMs = latencyMs + waitMs(usualConfig);
  const added = drawAdditions(diceFor, { cast, build: device?.build, answeredInMs });
  const config = added.with(usualConfig);
  const dice = diceFor('steps');
  const laterDice = diceFor('later config');
  const talk = createTalk(diceFor('talk'), cast, latencyMs);
  const quietly = dice.chance(0.25);
  const nextConfig = () => added.with(withAll(drawConfig(laterDice, cast, countsGroups)));
  const trouble = createTrouble(diceFor('trouble'), { cast, talk, quietly, weakness, nextConfig });
  const beginsStopped = dice.chance(0.1);
  const name = diceFor('rare person').pick(Object.keys(cast.people));
  const rarity = drawRareSteps(diceFor('rarity'), { name, answeredInMs, build: device?.build });
  const neverTold = drawNeverTold(diceFor('never told'), device?.build, { name });
  const poll = drawPoll(diceFor('polls'), device?.build, { name });
  const night = createNights(diceFor('nights'));
  const operator = createOperator(diceFor('operator'), countsGroups);
  const push = createPush(diceFor('push'));
  const rewriting = createRewriting(diceFor('rewriting'), diceFor('rewritten numbers'), nextConfig);
  const machine = createMachine(mediaDice, usualConfig);
  const meanwhile = (isRunning: boolean) => [
    ...night(),
    ...operator(),
    ...push(),
    ...rewriting(),
    ...machine(),
    ...added.next(isRunning),
  ];
  const usual = drawSteps(dice, talk, trouble, meanwhile, !beginsStopped);
  // Whatever is still wrong ends, so that what was lost for good can be told from what is late.
  const steps = [...added.first, ...usual, ...rarity, ...neverTold, ...poll, ...MENDED];
  const mac = added.device(device);
  const agent = added.agent(speaker);
  const busyMs = latencyMs * (1 + mostActs(agent));
  const askedMs = asksOf(agent) * ASK_LASTS_MS;
  return withRegion(diceFor('region'), {
    about: `swarm-${seed}`,
    drivers: ['sim'],
    seed,
    ...(mac && { device: mac }),
    config,
    ...(agent && { agent }),
    people: drawnPeople(added),
    ...(Object.keys(cast.chats).length > 0 && { chats: cast.chats }),
    ...(beginsStopped && { gateway: 'stopped' }),
    steps: [...steps, { wait: lastWait([mac, config], steps, busyMs, askedMs) }],
  });
}

/**
 * A helper that answers nothing holds each send for minutes; who sleeps does so for hours at most. A conversation that
 * an agent answers slowly, one message at a time, needs as much more.
 */
function lastWait(device: unknown, steps: readonly DrawnStep[], latencyMs: number, askedMs: number): string {
  const text = JSON.stringify([device, steps]);
  const slowest = Math.round((messagesIn(steps) * latencyMs + askedMs) / HOUR_MS);
  // A conversation that is braked waits an hour at most, and again; what waits for room expires after two. Of answers in short
  // pieces there are more than may leave within an hour where nothing is said of that.
  if (/bridge-wedge|"hung"|exchangesPerConversation|sendsPer|textChunkLimit/.test(text))
    return `${12 + slowest}h`;
  return /macSleep|push-dead/.test(text) ? `${4 + slowest}h` : `${1 + slowest}h`;
}

/** What somebody may take to answer an agent that asks, with what that holds up. */
const ASK_LASTS_MS = 31 * 60_000;

function asksOf(agent: Record<string, unknown> | null): number {
  return ((agent?.asks ?? []) as readonly unknown[]).length;
}

/** How much an agent does in one turn at most. */
function mostActs(agent: Record<string, unknown> | null): number {
  const acts = (agent?.acts ?? []) as readonly { readonly text?: string }[];
  const always = acts.filter(({ text }) => text === undefined).length;
  const byText = Map.groupBy(acts, ({ text }) => text);
  return always + Math.max(0, ...[...byText].map(([text, those]) => (text === undefined ? 0 : those.length)));
}

/** At most: as if each thing that happens made somebody write. */
function messagesIn(steps: readonly DrawnStep[]): number {
  const said = steps.flatMap((step) => Object.values(step) as ({ readonly times?: number } | null)[]);
  return said.reduce((sum, what) => sum + (what?.times ?? 1), 0);
}

const HOUR_MS = 3_600_000;

/** Between two things that happen, a night now and then in which nobody writes. */
function createNights(dice: ReturnType<typeof createDice>): () => DrawnStep[] {
  const share = dice.pick([0, 0.03, 0.06, 0.1]);
  return () => (dice.chance(share) ? [{ wait: dice.duration(4 * HOUR_MS, 14 * HOUR_MS) }] : []);
}

/** In few worlds nothing comes from Apple now and then, until all of it comes at once. */
function createPush(dice: ReturnType<typeof createDice>): () => DrawnStep[] {
  const share = dice.pick([0, 0, 0, 0, 0, 0.04]);
  const dead = (forMs: object) => ({ mac: { fault: { fault: 'push-dead', ...forMs } } });
  const mended = () => [{ wait: dice.duration(60_000, 2 * HOUR_MS) }, { mac: { pushMended: {} } }];
  return () => {
    if (!dice.chance(share)) return [];
    if (dice.chance(0.2)) return [dead({}), ...mended()];
    return [dead({ forMs: dice.duration(5_000, 4 * HOUR_MS) })];
  };
}

/** Where numbers name groups the operator says now and then what one of them means; whether that is asked the run decides. */
function createOperator(dice: ReturnType<typeof createDice>, countsGroups: boolean): () => DrawnStep[] {
  const share = countsGroups ? 0.03 : 0.001;
  const confirmed = () =>
    dice.some([1, 2, 3, 4, 5], 0.4).map((number) => ({ operator: { confirmChat: number } }));
  return () => (dice.chance(share) ? confirmed() : []);
}

function drawSteps(
  dice: ReturnType<typeof createDice>,
  talk: ReturnType<typeof createTalk>,
  trouble: ReturnType<typeof createTrouble>,
  meanwhile: (isRunning: boolean) => readonly DrawnStep[],
  runsAtFirst: boolean,
): DrawnStep[] {
  const troubleShare = dice.pick([0, 0.05, 0.1, 0.25]);
  const raceShare = dice.pick([0, 0, 0.05, 0.3]);
  const saidBackShare = dice.pick([0, 0.03, 0.1]);
  const longestMs = dice.pick([5_000, 60_000, 1_800_000, LONGEST_PAUSE_MS]);
  const steps: DrawnStep[] = [];
  let isRunning = runsAtFirst;
  for (let left = dice.whole(4, 40); left > 0; left -= 1) {
    if (dice.chance(troubleShare)) {
      const mishap = trouble.next(isRunning);
      steps.push(...mishap.steps);
      isRunning = mishap.isRunning;
    } else if (isRunning && dice.chance(raceShare)) steps.push(...race(dice, talk));
    else if (dice.chance(saidBackShare)) steps.push(...talk.saidBack());
    else steps.push(talk.next());
    if (dice.chance(0.7)) steps.push({ wait: dice.duration(50, longestMs) });
    steps.push(...meanwhile(isRunning));
  }
  if (!isRunning) steps.push({ gateway: 'start' });
  return steps;
}

/** How long a message waits for others that may belong to it. */
function waitMs(config: Record<string, unknown>): number {
  const inbound = (config.messages as { readonly inbound?: object } | undefined)?.inbound ?? {};
  const { byChannel, debounceMs = 0 } = inbound as {
    readonly byChannel?: { readonly imessage: number };
    readonly debounceMs?: number;
  };
  return byChannel?.imessage ?? debounceMs;
}

/** In few worlds: something that else hardly ever happens. */
function drawRareSteps(dice: ReturnType<typeof createDice>, world: RareWorld): DrawnStep[] {
  const rarity = drawRarity(dice, world);
  if (rarity === null) return [];
  return [{ wait: dice.duration(1_000, 30 * 60_000) }, ...RARITIES[rarity](dice, world)];
}

/** When imsg tells of a new row: the poll that a write begins. */
const TOLD_AFTER_MS = 500;

/** The gateway dies while it has just been told something. */
function race(dice: ReturnType<typeof createDice>, talk: ReturnType<typeof createTalk>): DrawnStep[] {
  const wait = dice.weighted<() => string>([
    [2, () => `${TOLD_AFTER_MS + dice.whole(0, 4)}ms`],
    [1, () => `${TOLD_AFTER_MS + dice.whole(5, 60)}ms`],
    [1, () => dice.duration(20, 4_000)],
  ])();
  return [
    talk.next(),
    { wait },
    { gateway: 'crash' },
    { wait: dice.duration(100, 30_000) },
    { gateway: 'start' },
  ];
}
