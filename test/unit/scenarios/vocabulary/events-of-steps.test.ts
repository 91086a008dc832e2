import { describe, expect, it } from 'vitest';
import type { Cast } from '../../../../scenarios/vocabulary/cast.ts';
import { wordsAndLinks } from '../../../../scenarios/vocabulary/linked-text.ts';
import { plannedMessages, type Says } from '../../../../scenarios/vocabulary/says.ts';
import { macEvent } from '../../../../scenarios/vocabulary/steps/mac.ts';

const ALICE = '+15550001111';
const CAST: Cast = { people: { alice: ALICE }, chats: {}, drivers: ['sim'], splitSendMs: undefined };

const said = (says: Says) => plannedMessages('alice', says, CAST, 0)[0]!.event;

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

describe('what happens on the Mac', () => {
  it('has names for handles, in Contacts too', () => {
    const people = [{ name: 'Alice', handles: ['alice'] }];
    expect(macEvent({ contacts: { people } }, CAST, 0)).toEqual({
      kind: 'contacts',
      people: [{ name: 'Alice', handles: [ALICE] }],
    });
  });

  it('has durations and times in milliseconds, and either spelling of its name', () => {
    expect(macEvent({ selfText: { gapMs: '1s', sentMs: '2s ago' } }, CAST, 5000)).toEqual({
      kind: 'self-text',
      gapMs: 1000,
      sentMs: 3000,
    });
  });
});
