import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../../../scenarios/runner/scenario.ts';
import type { SaysInput } from '../../../../scenarios/runner/schema.ts';
import { plannedEvents, wordsAndLinks } from '../../../../scenarios/runner/world-events.ts';

const ALICE = '+15550001111';
const SCENARIO = { people: { alice: ALICE }, chats: {}, splitSendMs: undefined } as unknown as Scenario;

const said = (says: Partial<SaysInput>) =>
  plannedEvents({ verb: 'says', who: 'alice', says: { sends: '', ...says } } as never, SCENARIO, 0)[0]!.event;

describe('what somebody sends', () => {
  it.each([
    [
      { sends: 'call me', as: 'voice' },
      { kind: 'voice-memo', transcription: 'call me' },
    ],
    [{ sends: '', as: 'voice' }, { kind: 'voice-memo' }],
    [
      { sends: 'Invoice.pdf', as: 'file' },
      { kind: 'file', name: 'Invoice.pdf' },
    ],
    [
      { sends: 'Read https://example.com/a www.example.com', as: 'links' },
      { kind: 'links', text: 'Read', links: ['https://example.com/a', 'www.example.com'] },
    ],
    [
      { sends: 'https://example.com/a', as: 'links' },
      { kind: 'links', links: ['https://example.com/a'] },
    ],
  ] as const)('as %j is that event', (says, event) => {
    expect(said(says)).toEqual({ from: ALICE, ...event });
  });

  it('is taken apart into words and links', () => {
    expect(wordsAndLinks('see  https://example.com/a and b')).toEqual({
      words: 'see and b',
      links: ['https://example.com/a'],
    });
  });
});

it('names stand for handles in Contacts too', () => {
  const action = {
    verb: 'mac',
    kind: 'contacts',
    fields: { people: [{ name: 'Alice', handles: ['alice'] }] },
  };
  expect(plannedEvents(action as never, SCENARIO, 0)[0]!.event).toEqual({
    kind: 'contacts',
    people: [{ name: 'Alice', handles: [ALICE] }],
  });
});
