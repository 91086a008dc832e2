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

  it('what Messages had made the owner’s before imsg told of it is not answered', () => {
    const flippedAt = (inMs: number) => {
      const run = createDoctoredRun();
      const flip = text('Mine', START_MS + MINUTE_MS + inMs, true);
      run.told(run.row({ versions: [text('Mine'), flip] }), 3_000);
      return judgementIn(run.history());
    };
    expect(flippedAt(2_900)).toBe('must not');
    expect(flippedAt(3_100)).toBe('own words that were first told as another’s');
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
    expect(judged({ sender: OWN_ADDRESS, ...withOneself })).toBe('must');
  });

  it("in the chat with oneself an answer that comes back is nobody's words, within 10 s of its leaving", () => {
    const chatGuid = `any;-;${OWN_ADDRESS}`;
    const chat = { chatGuid, chatIdentifier: OWN_ADDRESS };
    const text = 'You said: hello';
    const cameMs = START_MS + MINUTE_MS;
    const judgedNote = (leftMs: number, left: object = {}, part: object | null = null) => {
      const run = createDoctoredRun();
      const row = run.row({ sender: OWN_ADDRESS, text, inMs: MINUTE_MS, ...chat });
      run.told(row, 500);
      const { calls } = run.history();
      const departure = { atMs: cameMs + leftMs, guid: 'SENT', chatGuid, text, ...left };
      const over = { atMs: START_MS, endedAtMs: START_MS, messageGuids: [] };
      const call = { turnId: 'turn-1', chatGuid, replies: [text], ...over };
      const failed = { atMs: cameMs, partId: 'p', turnId: 'turn-1', text, state: 'failed', guid: null };
      return judgementIn(
        run.history({
          departures: [departure],
          ...(part && { calls: [...calls, call as never], parts: [{ ...failed, ...part }] }),
        }),
      );
    };
    expect(judgedNote(-9_500)).toBe('must not');
    expect(judgedNote(-9_501)).toBe('what is being answered may come back');
    expect(judgedNote(501)).toBe('what is being answered may come back');
    expect(judgedNote(-10 * MINUTE_MS)).toBe('must');
    expect(judgedNote(-1_000, { text: 'You said: bye' })).toBe('must');
    expect(judgedNote(-1_000, { chatGuid: 'any;-;another' })).toBe('must');
    expect(judgedNote(-1_000, { text: 'You said: bye' }, {})).toBe('what is being answered may come back');
    expect(judgedNote(-1_000, { text: 'You said: bye' }, { turnId: 'turn-2' })).toBe('must');
  });

  it('a voice memo is answered where it was made out, or as a file', () => {
    expect(judged({ attachments: 1, text: 'Call me back' })).toBe('must');
    expect(judged({ attachments: 1, text: '\uFFFC' })).toBe('must not');
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
    expect(preview(900, {}, { build: { marksPreviews: false, losesPreviews: false } })).toBe('must');
  });

  it('one that repeats another is told, or left out by imsg', () => {
    const repeated = (apartMs: number, isTold: boolean) => {
      const run = createDoctoredRun();
      run.row({ text: 'https://example.com/1', balloonId: LINK, inMs: MINUTE_MS });
      const again = run.row({ text: 'https://example.com/1', balloonId: LINK, inMs: MINUTE_MS + apartMs });
      if (isTold) run.told(again, 500);
      return judgementIn(run.history());
    };
    expect(repeated(90_000, false)).toBe('must not');
    expect(repeated(90_000, true)).toBe('must');
    expect(repeated(90_001, false)).toBe('must');
  });

  it('one behind a row that waits for its chat is left out for good by some builds', () => {
    const behind = (losesPreviews: boolean, joinedInMs: number | null, inMs: number, isTold = false) => {
      const run = createDoctoredRun();
      const joinedAtMs = joinedInMs === null ? null : START_MS + MINUTE_MS + joinedInMs;
      run.row({ inMs: MINUTE_MS, joinedAtMs });
      const preview = run.row({ text: 'https://example.com/1', balloonId: LINK, inMs: MINUTE_MS + inMs });
      if (isTold) run.told(preview, 500);
      return judgementIn(run.history({ build: { marksPreviews: true, losesPreviews } }));
    };
    expect(behind(true, 3_000, 1_000)).toBe('must not');
    expect(behind(true, null, 14_999)).toBe('must not');
    expect(behind(true, null, 15_000)).toBe('must');
    expect(behind(true, 999, 1_000)).toBe('must');
    expect(behind(true, 3_000, 1_000, true)).toBe('must');
    expect(behind(false, 3_000, 1_000)).toBe('must');
  });

  it('each watch waits anew for the chat of a row that it meets', () => {
    const met = (secondWatchInMs: number, sinceRowid: number) => {
      const run = createDoctoredRun();
      run.row({ inMs: MINUTE_MS, joinedAtMs: null });
      run.row({ text: 'https://example.com/1', balloonId: LINK, inMs: 2 * MINUTE_MS });
      const [watch] = run.history().subscriptions;
      const second = { ...watch!, pid: 2, atMs: START_MS + secondWatchInMs, sinceRowid };
      const subscriptions = [{ ...watch!, endedAtMs: second.atMs - 1 }, second];
      return judgementIn(run.history({ subscriptions, build: { marksPreviews: true, losesPreviews: true } }));
    };
    // Before the preview came, and behind it.
    for (const inMs of [2 * MINUTE_MS - 14_999, 2 * MINUTE_MS + 5_000]) {
      expect(met(inMs, 0)).toBe('must not');
      expect(met(inMs, 1)).toBe('must');
    }
    expect(met(2 * MINUTE_MS - 15_000, 0)).toBe('must');
  });

  it('one among others that fold, or where something was deleted, is told or left out too', () => {
    const among = (isTold: boolean, isFirstDeleted: boolean) => {
      const run = createDoctoredRun();
      run.row({ text: 'https://example.com/1 https://example.com/2', inMs: MINUTE_MS });
      const deletedAtMs = isFirstDeleted ? START_MS + 60 * MINUTE_MS : null;
      run.row({ text: 'https://example.com/1', balloonId: LINK, inMs: MINUTE_MS + 900, deletedAtMs });
      const last = run.row({ text: 'https://example.com/2', balloonId: LINK, inMs: MINUTE_MS + 1_900 });
      if (isTold) run.told(last, 500);
      return judgementIn(run.history());
    };
    for (const isFirstDeleted of [false, true]) {
      expect(among(false, isFirstDeleted)).toBe('must not');
      expect(among(true, isFirstDeleted)).toBe('must');
    }
  });
});

describe('what was deleted, doubled, taken back or cut off', () => {
  const cameMs = START_MS + MINUTE_MS;
  const toldIn = (facts: Parameters<DoctoredRun['row']>[0], afterMs: number, handedOverMs?: number) => {
    const run = createDoctoredRun();
    const row = run.row(facts);
    run.told(row, afterMs);
    if (handedOverMs !== undefined) run.turn([row], { atMs: handedOverMs });
    return judgementIn(run.history());
  };

  it('deleted before it was told, at the hand-over, in between or after', () => {
    // Nobody told of it, and it may have been told until then.
    expect(judged({ deletedAtMs: cameMs + TELLING_MS - 1 })).toBe('must not');
    expect(judged({ deletedAtMs: cameMs + TELLING_MS + 2_000 })).toBe('must');
    const deleted = (inMs: number) => ({ deletedAtMs: cameMs + inMs });
    expect(toldIn(deleted(499), 500)).toBe('must not');
    expect(toldIn(deleted(500), 500)).toBe('deleted while it was told');
    expect(toldIn(deleted(2_499), 500)).toBe('deleted while it was told');
    expect(toldIn(deleted(2_500), 500)).toBe('must');
    expect(toldIn(deleted(10_000), 500, cameMs + 60_000)).toBe('must');
    expect(toldIn(deleted(58_001), 500, cameMs + 60_000)).toBe('deleted while it was told');
    expect(toldIn(deleted(62_000), 500, cameMs + 60_000)).toBe('must');
  });

  it('a text that was taken back before it was handed over, at the hand-over, or after; one that was changed', () => {
    const changed = (inMs: number, later = '') => ({ versions: [text('Hello'), text(later, cameMs + inMs)] });
    expect(toldIn(changed(499), 500)).toBe('must not');
    expect(toldIn(changed(600), 500)).toBe('its text was taken back');
    expect(toldIn(changed(31_000), 500)).toBe('must');
    expect(toldIn(changed(57_999), 500, cameMs + 60_000)).toBe('must not');
    expect(toldIn(changed(58_000), 500, cameMs + 60_000)).toBe('its text was taken back');
    expect(toldIn(changed(62_001), 500, cameMs + 60_000)).toBe('must');
    expect(toldIn(changed(500, 'Hello!'), 500)).toBe('must');
  });

  it('words that were there when it was told, came at that moment, or later', () => {
    const spoken = (inMs: number) => ({
      attachments: 1,
      versions: [text('\uFFFC'), text('Call me', cameMs + inMs)],
    });
    expect(toldIn(spoken(399), 500)).toBe('must');
    expect(toldIn(spoken(400), 500)).toBe('its words came while it was told');
    expect(toldIn(spoken(500), 500)).toBe('its words came while it was told');
    expect(toldIn(spoken(501), 500)).toBe('must not');
    // Nobody told of it yet.
    expect(judged(spoken(5_000))).toBe('must');
  });

  it('a sentence about an edit that became a message before it was told, at that moment, or later', () => {
    const changed = (inMs: number, more: object = {}) => ({
      versions: [text('Edited to “six”'), text('See you at six', cameMs + inMs)],
      ...more,
    });
    expect(toldIn(changed(399), 500)).toBe('must');
    expect(toldIn(changed(400), 500)).toBe('its words came while it was told');
    expect(toldIn(changed(501), 500)).toBe('must not');
    expect(toldIn(changed(501, { balloonId: 'com.example.app' }), 500)).toBe('must');
    expect(judged(changed(5_000))).toBe('must');
  });

  it('bytes of an archive that became a message before they were told, at that moment, or later, with a file or without', () => {
    const changed = (inMs: number, more: object = {}) => ({
      versions: [text('streamtyped\uFFFD@NSString'), text('See you at six', cameMs + inMs)],
      ...more,
    });
    for (const more of [{}, { attachments: 1 }, { balloonId: 'com.example.app' }]) {
      expect(toldIn(changed(399, more), 500)).toBe('must');
      expect(toldIn(changed(400, more), 500)).toBe('its words came while it was told');
      expect(toldIn(changed(501, more), 500)).toBe('must not');
    }
    expect(judged(changed(5_000))).toBe('must');
  });

  it('a row so late that nobody waited for its answer', () => {
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
    const begun = (afterMs: number, of: 'sending' | 'reading') => {
      const fromMs = cameMs + TELLING_MS + afterMs;
      return { disturbances: [{ what: 'the agent never answers', of, fromMs, toMs: fromMs }] };
    };
    expect(judged({}, begun(30_000, 'sending'))).toBe('the run ended on it');
    expect(judged({}, begun(30_001, 'sending'))).toBe('must');
    expect(judged({}, begun(30_000, 'reading'))).toBe('must');
  });
});
