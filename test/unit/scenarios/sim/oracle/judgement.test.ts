import { describe, expect, it } from 'vitest';
import type { History } from '../../../../../scenarios/sim/oracle/history.ts';
import {
  configOf,
  createDoctoredRun,
  type DoctoredRun,
  judgementIn,
  LINK,
  lifeUnder,
  OPEN,
  OWN_ADDRESS,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;
/** A row that comes by itself is told at the latest so long after it came. */
const TELLING_MS = 20 * SECOND_MS;

function judged(facts: Parameters<DoctoredRun['row']>[0], history: Partial<History> = {}): string {
  const run = createDoctoredRun();
  run.row(facts);
  return judgementIn(run.history(history));
}

const text = (said: string, atMs = START_MS + MINUTE_MS, isFromMe = false) => ({
  atMs,
  text: said,
  isFromMe,
});

describe('whose words they are', () => {
  it('what the owner wrote is not answered; what was told as another’s first, nobody can say', () => {
    expect(judged({})).toBe('must');
    expect(judged({ isFromMe: true })).toBe('must not');
    const flipped = [text('Mine', START_MS + MINUTE_MS), text('Mine', START_MS + MINUTE_MS + 500, true)];
    expect(judged({ versions: flipped })).toBe('own words that were first told as another’s');
  });

  it.each([2000, 2007, 3000, 3999])('a reaction of type %i is not answered', (associatedType) => {
    expect(judged({ associatedType })).toBe('must not');
  });

  it.each([0, 1000, 1999, 4000])('a message of type %i is', (associatedType) => {
    expect(judged({ associatedType })).toBe('must');
  });

  it('a note about the group is not answered', () => {
    expect(judged({ itemType: 1, text: '' })).toBe('must not');
  });

  it('what says nothing is not answered', () => {
    expect(judged({ text: ' \u200B\uFFFC' })).toBe('must not');
    expect(judged({ text: ' \u200B\uFFFC.' })).toBe('must');
  });

  it('a file counts where the configuration says so', () => {
    const attachments = { lives: lifeUnder(configOf({ ...OPEN, includeAttachments: true })) };
    expect(judged({ text: '\uFFFC', attachments: 1 })).toBe('must not');
    expect(judged({ text: '\uFFFC', attachments: 1 }, attachments)).toBe('must');
    expect(judged({ text: '\uFFFC' }, attachments)).toBe('must not');
    expect(judged({ text: 'A photo', attachments: 1 })).toBe('must');
  });

  it('nobody is answered: no author, or an address of this Mac in another chat than the one with oneself', () => {
    expect(judged({ sender: null })).toBe('must not');
    expect(judged({ sender: ' ' })).toBe('must not');
    expect(judged({ sender: 'tel:+1 (555) 010-9999' })).toBe('must not');
    expect(judged({ sender: '+15550109998' })).toBe('must');
    const withOneself = { chatGuid: `any;-;${OWN_ADDRESS}`, chatIdentifier: OWN_ADDRESS };
    expect(judged({ sender: OWN_ADDRESS, ...withOneself })).toBe('a note to oneself');
  });

  it('of a voice memo nobody can say', () => {
    expect(judged({ isSpoken: true, attachments: 1, text: '\uFFFC' })).toBe('a voice memo');
    expect(judged({ isSpoken: true, attachments: 1, sender: null })).toBe('must not');
  });
});

describe('link previews', () => {
  const preview = (gapMs: number, facts: object = {}, history: Partial<History> = {}) => {
    const run = createDoctoredRun();
    run.row({ text: 'See https://example.com/1', inMs: MINUTE_MS });
    run.row({ text: 'https://example.com/1', balloonId: LINK, inMs: MINUTE_MS + gapMs, ...facts });
    return judgementIn(run.history(history));
  };

  it('one whose text says it is folded within 5 s', () => {
    expect(preview(5_000)).toBe('must not');
    expect(preview(5_001)).toBe('must');
    expect(preview(900, { text: 'https://example.com/2' })).toBe('must');
    expect(preview(900, { balloonId: null })).toBe('must');
    expect(preview(900, {}, { build: { marksPreviews: false } })).toBe('must');
  });

  it('one that repeats another, or stands where something was deleted, may be left out', () => {
    const run = createDoctoredRun();
    run.row({ text: 'https://example.com/1', balloonId: LINK, inMs: MINUTE_MS });
    run.row({ text: 'https://example.com/1', balloonId: LINK, inMs: MINUTE_MS + 90_000 });
    expect(judgementIn(run.history())).toBe('a preview that imsg may leave out');
    const late = createDoctoredRun();
    late.row({ text: 'https://example.com/1', balloonId: LINK, inMs: MINUTE_MS });
    late.row({ text: 'https://example.com/1', balloonId: LINK, inMs: MINUTE_MS + 90_001 });
    expect(judgementIn(late.history())).toBe('must');
  });

  it('one among others that fold may be left out too', () => {
    const run = createDoctoredRun();
    run.row({ text: 'https://example.com/1 https://example.com/2', inMs: MINUTE_MS });
    run.row({ text: 'https://example.com/1', balloonId: LINK, inMs: MINUTE_MS + 900 });
    run.row({ text: 'https://example.com/2', balloonId: LINK, inMs: MINUTE_MS + 1_900 });
    expect(judgementIn(run.history())).toBe('a preview that imsg may leave out');
  });
});

describe('what was deleted, doubled, taken back or cut off', () => {
  it('deleted before it was told, while it was told, long after', () => {
    const cameMs = START_MS + MINUTE_MS;
    const down = {
      subscriptions: [
        { atMs: START_MS + 3 * MINUTE_MS, endedAtMs: null, pid: 1, database: 1, sinceRowid: 0 },
      ],
      lives: lifeUnder(configOf(OPEN)).map((life) => ({ ...life, fromMs: START_MS - MINUTE_MS })),
    };
    const first = { ...down.subscriptions[0]!, atMs: START_MS - 30_000, endedAtMs: START_MS };
    const history = { ...down, subscriptions: [first, ...down.subscriptions] };
    expect(judged({ deletedAtMs: START_MS + 3 * MINUTE_MS - 1 }, history)).toBe('must not');
    expect(judged({ deletedAtMs: START_MS + 3 * MINUTE_MS }, history)).toBe('deleted while it was told');
    const toldMs = cameMs + TELLING_MS;
    expect(judged({ deletedAtMs: toldMs + 1_999 })).toBe('deleted while it was told');
    expect(judged({ deletedAtMs: toldMs + 2_000 })).toBe('must');
  });

  it('the same message under two GUIDs, not another time, word, chat or sender', () => {
    const second = (facts: object) => {
      const run = createDoctoredRun();
      run.row({ text: 'Hello', inMs: MINUTE_MS });
      run.row({ text: 'Hello', inMs: MINUTE_MS, ...facts });
      return judgementIn(run.history());
    };
    expect(second({})).toBe('the same message stands there twice');
    expect(second({ inMs: MINUTE_MS + 1 })).toBe('must');
    expect(second({ text: 'Hello!' })).toBe('must');
    expect(second({ chatGuid: 'any;-;another' })).toBe('must');
    expect(second({ sender: '+15550002222' })).toBe('must');
    expect(second({ dateMs: null })).toBe('must');
  });

  it('a text that was taken back; one that was changed is answered', () => {
    const changed = (later: string) => ({
      versions: [text('Hello'), text(later, START_MS + MINUTE_MS + 500)],
    });
    expect(judged(changed(''))).toBe('its text was taken back');
    expect(judged(changed('Hello!'))).toBe('must');
  });

  it('a row so late that nobody waited for its answer', () => {
    const cameMs = START_MS + MINUTE_MS;
    const answeredMs = cameMs + TELLING_MS + 30 * SECOND_MS;
    expect(judged({}, { endMs: answeredMs })).toBe('must');
    expect(judged({}, { endMs: answeredMs - 1 })).toBe('the run ended on it');
    expect(judged({}, { endMs: answeredMs - 1, restedAtMs: cameMs })).toBe('must');
    expect(judged({}, { endMs: answeredMs - 1, restedAtMs: cameMs - 1 })).toBe('the run ended on it');
  });

  it('a row behind a send that never ends', () => {
    const held = (toMs: number | null) => ({
      disturbances: [{ what: 'bridge-wedge', of: 'sending' as const, fromMs: START_MS, toMs }],
    });
    expect(judged({ inMs: 180 * MINUTE_MS }, held(null))).toBe('the run ended on it');
    expect(judged({ inMs: 180 * MINUTE_MS }, held(START_MS + 59 * MINUTE_MS))).toBe('must');
  });
});
