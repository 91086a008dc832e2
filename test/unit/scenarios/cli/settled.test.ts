import { expect, test } from 'vitest';
import type { EngineEventName, EngineEvents } from '../../../../engine/events.ts';
import { isSettled } from '../../../../scenarios/cli/settled.ts';
import type { AnyRecordedEvent } from '../../../../scenarios/observe/ledger.ts';
import { id } from '../../../support/messages/ids.ts';

type Event = { readonly [Name in EngineEventName]?: Partial<EngineEvents[Name]> };

/** Everything that is heard of one message and its answer, in order. */
const WHOLE: readonly Event[] = [
  { row: { eventId: 'guid:A', fate: null, isNew: true } },
  { turn: { turnId: id.turn('t'), text: 'hi', messageGuids: [id.guid('A')], state: 'formed' } },
  { part: { partId: id.part('t#0'), state: 'sending', guid: null } },
  { turn: { turnId: id.turn('t'), text: 'hi', messageGuids: [id.guid('A')], state: 'answered' } },
  { part: { partId: id.part('t#0'), state: 'sent', guid: id.guid('R') } },
  { row: { eventId: 'guid:R', fate: 'echo', isNew: true } },
];
const ledger = (events: readonly Event[]) => ({
  events: events.flatMap((each) =>
    Object.entries(each).map(
      ([name, event]) => ({ kind: 'event', incarnation: 1, atMs: 0, name, event }) as AnyRecordedEvent,
    ),
  ),
});

test('it is settled once a message has its turn, the turn its answer, and the answer its own row', () => {
  expect(isSettled(ledger(WHOLE), ['A'])).toBe(true);
});

test.each(WHOLE.map((_, count) => [count]))('it is not settled after %i of these events', (count) => {
  expect(isSettled(ledger(WHOLE.slice(0, count)), ['A'])).toBe(false);
});

test('it is not settled while a row that was written has not been seen', () => {
  expect(isSettled(ledger(WHOLE), ['A', 'B'])).toBe(false);
});

test('a row that is not admitted has its end with its fate', () => {
  const denied = { row: { eventId: 'guid:B', fate: 'denied', isNew: true } } as const;
  expect(isSettled(ledger([denied]), ['B'])).toBe(true);
});

test('a row that waited has its end also where it becomes no turn', () => {
  const waits = { row: { eventId: 'guid:B', fate: null, isNew: true } } as const;
  const ended = { settled: { eventId: 'guid:B', fate: 'empty' } } as const;
  expect(isSettled(ledger([waits]), ['B'])).toBe(false);
  expect(isSettled(ledger([waits, ended]), ['B'])).toBe(true);
});
