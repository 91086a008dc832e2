// The demo as a story: who writes when, and what it waits for before it goes on. It waits for events of the
// engine, never for time; the pauses are there for the reader.

import { type Clock, sleep } from '../../engine/ports/clock.ts';
import type { Chapter, Ledger, StepTaken } from '../observe/ledger.ts';
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
import type { Mac } from './mac.ts';
import { isSettled } from './settled.ts';
import type { Waiter } from './waiter.ts';

const PAUSE_MS = 150;

/** A line that was written, and the rows it has become on the Mac. */
export interface Written {
  readonly line: Line;
  readonly guids: readonly string[];
}

/** What happens in the story, but for the time. */
export type StoryNote = Omit<StepTaken, 'atMs'> | Omit<Chapter, 'atMs'>;

export interface StoryWorld {
  readonly mac: Mac;
  readonly gateway: Gateway;
  readonly ledger: Ledger;
  readonly waiter: Waiter;
  /** Writes down, and shows, what the story does by itself. */
  note(what: StoryNote): void;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Everything that was written so far. */
  readonly written: Written[];
}

/** Leaves the gateway running. Rejects as `Waiter.until` does. */
export async function tellStory(world: StoryWorld): Promise<void> {
  chapter(world, 'A guest asks, and so does a stranger.');
  await start(world, 'with an empty store');
  await say(world, ALICE_ASKS);
  await say(world, STRANGER_WRITES);
  await settle(world);

  chapter(world, 'Bob sends a command with its link: two rows. Alice writes three times.');
  await Promise.all([say(world, BOB_ORDERS), sayAll(world, ALICE_BURSTS)]);
  await settle(world);

  chapter(world, 'The gateway is stopped while the guests go on writing.');
  await stop(world, 'what comes now has to wait');
  await sayAll(world, [ALICE_IS_LATE, BOB_PARKS]);

  chapter(world, `It is started again, and Apple delivers what it held up for ${HELD_UP_DAYS} days.`);
  await start(world, 'on the store it left');
  await flush(world, FLUSHED);
  await settle(world);
}

export function chapter({ note }: StoryWorld, title: string): void {
  note({ kind: 'chapter', title });
}

export async function start(world: StoryWorld, detail: string): Promise<void> {
  act(world, 'gateway', 'started', detail);
  await world.gateway.start();
}

export async function stop(world: StoryWorld, detail: string): Promise<void> {
  await world.gateway.stop();
  act(world, 'gateway', 'stopped', detail);
}

export async function say(world: StoryWorld, line: Line): Promise<void> {
  await sleep(world.clock, PAUSE_MS, world.signal);
  if (world.signal.aborted) return;
  act(world, line.from.name, 'writes', `"${requestOf(line)}"`);
  world.written.push({ line, guids: await world.mac.receives(line) });
}

async function sayAll(world: StoryWorld, lines: readonly Line[]): Promise<void> {
  for (const line of lines) await say(world, line);
}

export async function flush(world: StoryWorld, lines: readonly Line[]): Promise<void> {
  for (const { from, text } of lines) {
    act(world, from.name, 'wrote', `"${text}" ${HELD_UP_DAYS} days ago`);
  }
  const guids = await world.mac.receivesHeldUp(lines);
  world.written.push(...lines.map((line, index) => ({ line, guids: [guids[index]!] })));
}

/** Waits until all that was written has its fate and its replies, whose rows have been recognised. */
export async function settle({ ledger, waiter, written }: StoryWorld): Promise<void> {
  const guids = written.flatMap((each) => each.guids);
  await waiter.until('everything that was written is settled', () => isSettled(ledger, guids));
}

function act({ note }: StoryWorld, who: string, what: string, detail: string): void {
  note({ kind: 'step', who, what, detail, line: null });
}
