// The demo as a story: who writes when, and what it waits for before it goes on. It waits for events of the
// engine, never for time; the pauses are there for the reader.

import { type Clock, sleep } from '../../engine/ports/clock.ts';
import {
  ALICE_ACCEPTS,
  ALICE_ASKS,
  BOB_ASKS,
  BOB_BOOKS,
  BOB_IS_LATE,
  type Line,
  STRANGER_WRITES,
} from './conversation.ts';
import type { Heard } from './heard.ts';
import type { Mac } from './mac.ts';
import type { Timeline } from './timeline.ts';

const PAUSE_MS = 150;

/** A gateway that can live more than once. */
export interface Gateway {
  start(): Promise<void>;
  /** Ends in good order; nothing happens if it does not run. */
  stop(): Promise<void>;
}

export interface StoryWorld {
  readonly mac: Mac;
  readonly gateway: Gateway;
  readonly heard: Heard;
  readonly timeline: Timeline;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Rejects as `heard.until` does. */
export async function tellStory(world: StoryWorld): Promise<void> {
  await start(world);
  await say(world, ALICE_ASKS);
  await settled(world, ALICE_ASKS);
  await say(world, BOB_ASKS);
  await say(world, STRANGER_WRITES);
  await settled(world, BOB_ASKS, STRANGER_WRITES);

  await world.gateway.stop();
  world.timeline.note('gateway', 'stopped', '', 'what comes now has to wait');
  await say(world, ALICE_ACCEPTS);
  await say(world, BOB_IS_LATE);

  await start(world);
  await settled(world, ALICE_ACCEPTS, BOB_IS_LATE);
  await say(world, BOB_BOOKS);
  await settled(world, BOB_BOOKS);
  await world.gateway.stop();
  world.timeline.note('gateway', 'stopped', '', '');
}

async function start({ gateway, heard, timeline }: StoryWorld): Promise<void> {
  const lives = heard.all('subscribed').length;
  timeline.note('gateway', 'started', '', lives === 0 ? 'with an empty store' : 'on the store it left');
  await gateway.start();
  const ready = () => heard.all('child').filter(({ name, state }) => name === 'send' && state === 'ready');
  await heard.until(
    'the gateway reads and can send',
    () => heard.all('subscribed').length > lives && ready().length > lives,
  );
}

async function say({ mac, timeline, clock, signal }: StoryWorld, line: Line): Promise<void> {
  await sleep(clock, PAUSE_MS, signal);
  if (signal.aborted) return;
  const { from, text, sentAgo } = line;
  timeline.note(from.name, 'writes', '', `"${text}"${sentAgo ? ` (${sentAgo} ago, delivered now)` : ''}`);
  await mac.receives(from.handle, text, sentAgo);
}

/** Waits until each line has its fate and its replies, and the rows of the replies have been recognised. */
async function settled({ heard }: StoryWorld, ...lines: Line[]): Promise<void> {
  for (const line of lines) {
    const { name } = line.from;
    const what = line.replies.length > 0 ? `${name} is answered` : `the message of ${name} is ${line.fate}`;
    await heard.until(`${what} ("${line.text}")`, () => isSettled(heard, line));
  }
}

function isSettled(heard: Heard, { text, fate, replies }: Line): boolean {
  const rows = heard.all('row');
  if (replies.length === 0) return rows.some((row) => row.text === text && row.fate === fate);
  const turn = heard.all('turn').find((each) => each.text === text && each.state === 'answered');
  const sent = heard.all('part').filter((part) => part.turnId === turn?.turnId && part.state === 'sent');
  const echoes = new Set(rows.filter((row) => row.fate === 'echo').map((row) => row.eventId));
  return sent.length === replies.length && sent.every((part) => echoes.has(`guid:${part.guid}`));
}
