import { expect, test } from 'vitest';
import type { EngineEventName, EngineEvents } from '../../../../engine/events.ts';
import { isQuiet } from '../../../../scenarios/cli/quiet.ts';

type Event = { readonly [Name in EngineEventName]?: Partial<EngineEvents[Name]> };

/** Everything that is heard of one message and its answer, in order. */
const WHOLE: readonly Event[] = [
  { row: { eventId: 'guid:A', fate: null, isNew: true } },
  { turn: { turnId: 't', text: 'hi', messageGuids: ['A'], state: 'formed' } },
  { part: { partId: 't#0', state: 'sending', guid: null } },
  { turn: { turnId: 't', text: 'hi', messageGuids: ['A'], state: 'answered' } },
  { part: { partId: 't#0', state: 'sent', guid: 'R' } },
  { row: { eventId: 'guid:R', fate: 'echo', isNew: true } },
];
const heard = (events: readonly Event[]) => ({
  all: <Name extends EngineEventName>(name: Name) =>
    events.flatMap((event) => (event[name] ?? []) as EngineEvents[Name]),
});

test('it is quiet once a message has its turn, the turn its answer, and the answer its own row', () => {
  expect(isQuiet(heard(WHOLE), ['A'])).toBe(true);
});

test.each(WHOLE.map((_, count) => [count]))('it is not quiet after %i of these events', (count) => {
  expect(isQuiet(heard(WHOLE.slice(0, count)), ['A'])).toBe(false);
});

test('it is not quiet while a row that was written has not been seen', () => {
  expect(isQuiet(heard(WHOLE), ['A', 'B'])).toBe(false);
});

test('a row that is not admitted has its end with its fate', () => {
  const denied = { row: { eventId: 'guid:B', fate: 'denied', isNew: true } } as const;
  expect(isQuiet(heard([denied]), ['B'])).toBe(true);
});
