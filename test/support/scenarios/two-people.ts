// One conversation, played by whatever runs the gateway and the Mac.

import type { EngineEventName, EngineEvents } from '../../../engine/events.ts';
import { ALICE, BOB } from './stories.ts';

export const STRANGER = '+15550009999';

/** Who may write. The rest of the configuration belongs to the driver. */
export const TWO_PEOPLE_ACCESS = { dmPolicy: 'allowlist', allowFrom: [ALICE, BOB] };

/** A way to run a gateway beside a Mac: simulated, or as real processes. */
export interface Driver {
  /** Begins a life of the gateway; resolves when it watches. */
  start(): Promise<void>;
  /** Ends it in good order. */
  stop(): Promise<void>;
  /** Somebody writes, now. */
  writes(from: string, text: string): void;
  /** Resolves when so many replies have been sent, and their own rows seen, since the first life began. */
  replied(count: number): Promise<void>;
}

/** Six messages of two people, a stranger, and a restart during which one of them writes. */
export async function playTwoPeople(driver: Driver): Promise<void> {
  await driver.start();
  driver.writes(ALICE, 'one');
  driver.writes(BOB, 'two');
  await driver.replied(2);
  driver.writes(STRANGER, 'let me in');
  driver.writes(ALICE, 'three');
  await driver.replied(3);
  await driver.stop();
  driver.writes(BOB, 'four');
  await driver.start();
  await driver.replied(4);
  driver.writes(ALICE, 'five');
  driver.writes(BOB, 'six');
  await driver.replied(6);
  await driver.stop();
}

/** An event of any life of the gateway. */
export interface AnyEvent {
  readonly name: EngineEventName;
  readonly event: EngineEvents[EngineEventName];
}

/** What `replied` waits for, in the events of all lives. */
export function hasReplied(told: readonly AnyEvent[], count: number): boolean {
  const sent = told.filter(
    ({ name, event }) => name === 'part' && 'state' in event && event.state === 'sent',
  );
  const own = told.flatMap(({ event }) => ('isFromMe' in event && event.isFromMe ? [event.eventId] : []));
  return sent.length >= count && new Set(own).size >= count;
}
