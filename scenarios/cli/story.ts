// The demo as a story: who writes when, and what it waits for before it goes on. It waits for events of the
// engine, never for time; the pauses are there for the reader.

import { type Clock, sleep } from '../../engine/ports/clock.ts';
import {
  ALICE_ASKS,
  ALICE_BURSTS,
  ALICE_IS_LATE,
  BOB_ORDERS,
  BOB_PARKS,
  FLUSHED,
  HELD_UP_DAYS,
  type Line,
  requestOf,
  STRANGER_WRITES,
} from './conversation.ts';
import type { Gateway } from './gateway.ts';
import type { Heard } from './heard.ts';
import type { Mac } from './mac.ts';
import { isQuiet } from './quiet.ts';
import type { Timeline } from './timeline.ts';

const PAUSE_MS = 150;

/** A line that was written, and the rows it has become on the Mac. */
export interface Written {
  readonly line: Line;
  readonly guids: readonly string[];
}

export interface StoryWorld {
  readonly mac: Mac;
  readonly gateway: Gateway;
  readonly heard: Heard;
  readonly timeline: Timeline;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Everything that was written so far. */
  readonly written: Written[];
}

/** Leaves the gateway running. Rejects as `heard.until` does. */
export async function tellStory(world: StoryWorld): Promise<void> {
  const { timeline } = world;
  timeline.chapter('A guest asks, and so does a stranger.');
  await start(world, 'with an empty store');
  await say(world, ALICE_ASKS);
  await say(world, STRANGER_WRITES);
  await quiet(world);

  timeline.chapter('Bob sends a command with its link: two rows. Alice writes three times.');
  await Promise.all([say(world, BOB_ORDERS), sayAll(world, ALICE_BURSTS)]);
  await quiet(world);

  timeline.chapter('The gateway is stopped while the guests go on writing.');
  await stop(world, 'what comes now has to wait');
  await sayAll(world, [ALICE_IS_LATE, BOB_PARKS]);

  timeline.chapter(`It is started again, and Apple delivers what it held up for ${HELD_UP_DAYS} days.`);
  await start(world, 'on the store it left');
  await flush(world, FLUSHED);
  await quiet(world);
}

export async function start({ gateway, timeline }: StoryWorld, detail: string): Promise<void> {
  timeline.note('gateway', 'started', '', detail);
  await gateway.start();
}

export async function stop({ gateway, timeline }: StoryWorld, detail: string): Promise<void> {
  await gateway.stop();
  timeline.note('gateway', 'stopped', '', detail);
}

export async function say(world: StoryWorld, line: Line): Promise<void> {
  await sleep(world.clock, PAUSE_MS, world.signal);
  if (world.signal.aborted) return;
  world.timeline.note(line.from.name, 'writes', '', `"${requestOf(line)}"`);
  world.written.push({ line, guids: await world.mac.receives(line) });
}

async function sayAll(world: StoryWorld, lines: readonly Line[]): Promise<void> {
  for (const line of lines) await say(world, line);
}

export async function flush({ mac, timeline, written }: StoryWorld, lines: readonly Line[]): Promise<void> {
  for (const { from, text } of lines) {
    timeline.note(from.name, 'wrote', '', `"${text}" ${HELD_UP_DAYS} days ago`);
  }
  const guids = await mac.receivesHeldUp(lines);
  written.push(...lines.map((line, index) => ({ line, guids: [guids[index]!] })));
}

/** Waits until all that was written has its fate and its replies, whose rows have been recognised. */
export async function quiet({ heard, written }: StoryWorld): Promise<void> {
  const guids = written.flatMap((each) => each.guids);
  await heard.until('everything that was written is settled', () => isQuiet(heard, guids));
}
