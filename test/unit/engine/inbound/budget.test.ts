import { describe, expect, it } from 'vitest';
import { ALICE, NOW_MS } from '../../../support/messages/journalled.ts';
import {
  debounced,
  fatesOf,
  HOUR_S,
  limited,
  MAIL,
  type SpendingRow,
  toldIn,
} from '../../../support/messages/spending.ts';

const PREVIEW = { balloon_bundle_id: 'com.apple.messages.URLBalloonProvider' };

describe('whoever has had as much answered as one person may', () => {
  it('is answered no more until the hour has passed, and told so once', () => {
    const rows: SpendingRow[] = [[0], [10], [20], [30], [HOUR_S], [HOUR_S + 1], [HOUR_S + 10]];
    const given = limited({ hour: 2 });
    expect(fatesOf(rows, given)).toEqual([
      'admitted',
      'admitted',
      'over_budget',
      'over_budget',
      'admitted',
      'over_budget',
      'admitted',
    ]);
    expect(toldIn(rows, given)).toEqual([0, 0, 1, 0, 0, 1, 0]);
  });

  it('is limited by the day as well, and not at all where nothing is said', () => {
    const rows: SpendingRow[] = [[0], [2 * HOUR_S], [4 * HOUR_S], [24 * HOUR_S]];
    expect(fatesOf(rows, limited({ hour: 1, day: 2 }))).toEqual([
      'admitted',
      'admitted',
      'over_budget',
      'admitted',
    ]);
    expect(new Set(fatesOf(rows, limited({})))).toEqual(new Set(['admitted']));
  });

  it('is answered again where the clock was set back since, and counts anew; a clock that is put right a little is none', () => {
    const back = -28 * 24 * HOUR_S;
    expect(fatesOf([[0], [1], [back], [back + 1], [back + 2]], limited({ hour: 2 }))).toEqual([
      'admitted',
      'admitted',
      'admitted',
      'admitted',
      'over_budget',
    ]);
    expect(fatesOf([[0], [1], [back, PREVIEW], [back + 1]], limited({ hour: 1 }))).toEqual([
      'admitted',
      'over_budget',
      'admitted',
      'over_budget',
    ]);
    expect(fatesOf([[0], [1], [-30]], limited({ hour: 2 }))[2]).toBe('over_budget');
  });

  it('is one person by whichever of their handles', () => {
    const people = { rest: { people: { alice: [ALICE, MAIL] } } };
    const rows: SpendingRow[] = [[0], [1, { sender: MAIL }]];
    expect(fatesOf(rows, limited({ hour: 1 }))).toEqual(['admitted', 'admitted']);
    expect(fatesOf(rows, limited({ hour: 1 }, people))).toEqual(['admitted', 'over_budget']);
  });

  it('has the preview of a link with its text, whichever became of that', () => {
    expect(fatesOf([[0], [1, PREVIEW], [2], [3, PREVIEW]], limited({ hour: 1 }))).toEqual([
      'admitted',
      'admitted',
      'over_budget',
      'over_budget',
    ]);
    expect(fatesOf([[0], [60, PREVIEW]], limited({ hour: 1 }))).toEqual(['admitted', 'over_budget']);
  });
});

const GROUP = { chat_id: 2, chat_guid: 'any;+;chat1', chat_identifier: 'any;+;chat1', is_group: true };
describe('messages that wait for one another', () => {
  const given = debounced(1);

  it('are one turn, for as long as somebody who keeps typing may wait', () => {
    const typing: SpendingRow[] = [[0], [4], [8], [12], [16], [20], [24]];
    expect(new Set(fatesOf(typing, given))).toEqual(new Set(['admitted']));
    expect(fatesOf([...typing, [28]], given).at(-1)).toBe('over_budget');
    expect(fatesOf([[0], [6]], given)).toEqual(['admitted', 'over_budget']);
  });

  it('are two where they were written apart, though they came together (COA-17)', () => {
    const written = (second: number) => ({ created_at: new Date(NOW_MS + second * 1_000).toISOString() });
    expect(
      fatesOf(
        [
          [0, written(-60)],
          [1, written(-50)],
        ],
        given,
      )[1],
    ).toBe('over_budget');
    expect(
      fatesOf(
        [
          [0, written(-60)],
          [1, written(-56)],
        ],
        given,
      )[1],
    ).toBe('admitted');
  });

  it('are two where one goes at once, and in two chats; who is told so in one of these goes on in the other', () => {
    expect(fatesOf([[0], [1, { text: '/dump' }]], given)[1]).toBe('over_budget');
    const two = debounced(2);
    expect(fatesOf([[0], [1, { text: '/dump' }], [2]], two)[2]).toBe('over_budget');
    const rows: SpendingRow[] = [[0], [1, GROUP], [2, GROUP], [3], [9, GROUP], [12]];
    expect(fatesOf(rows, two)).toEqual([...Array(4).fill('admitted'), 'over_budget', 'over_budget']);
    const told: SpendingRow[] = [[0], [1, GROUP], [2], [3, GROUP], [4]];
    expect(fatesOf(told, given)).toEqual(['admitted', 'over_budget', 'admitted', 'over_budget', 'admitted']);
    expect(toldIn(told, given)).toEqual([0, 1, 0, 0, 0]);
  });

  it('are two where only a link joins its text, unless nobody can tell links from texts (ruling-5)', () => {
    const turnsPerSender = { hour: 1 };
    const imessage = { allowFrom: [ALICE], coalesceSameSenderDms: true, inbound: { turnsPerSender } };
    const coalesced = { imessage: { ...imessage, groupPolicy: 'open' } };
    expect(fatesOf([[0], [1]], coalesced)).toEqual(['admitted', 'over_budget']);
    const unmarked = { ...coalesced, arePreviewsMarked: false };
    expect(fatesOf([[0], [1], [4]], unmarked)).toEqual(['admitted', 'admitted', 'over_budget']);
    expect(
      fatesOf(
        [
          [0, GROUP],
          [1, GROUP],
        ],
        unmarked,
      )[1],
    ).toBe('over_budget');
  });

  it('are two where the clock was set back in between, and go on where it was put right a little', () => {
    const same = { created_at: new Date(NOW_MS).toISOString() };
    expect(
      fatesOf(
        [
          [0, same],
          [-30, same],
          [-95, same],
          [-94, same],
          [-80, same],
        ],
        given,
      ),
    ).toEqual([...Array(4).fill('admitted'), 'over_budget']);
  });
});

describe('a message that is told once more', () => {
  it('counts for nothing, whatever became of it, and hides from nobody that they wrote too often', () => {
    const given = limited({ hour: 2 });
    const again = { guid: 'G0' };
    expect(fatesOf([[0], [1, again], [2]], given)).toEqual(['admitted', 'admitted', 'admitted']);
    const rows: SpendingRow[] = [[0], [1], [2, again], [3, { guid: 'G1' }], [4], [5, { guid: 'G4' }], [6]];
    expect(toldIn(rows, given)).toEqual([0, 0, 0, 0, 1, 0, 0]);
  });

  it('is no message more for those behind it, also where it has another GUID (ruling-23)', () => {
    const given = limited({ hour: 2 }, { contentSecret: 'secret' });
    const created_at = new Date(NOW_MS + 5).toISOString();
    const same = { text: 'Hello', created_at };
    expect(fatesOf([[0, same], [0, same], [1]], given)).toEqual(['admitted', 'admitted', 'admitted']);
    expect(fatesOf([[0, same], [0, { ...same, text: 'Hello?' }], [1]], given)[2]).toBe('over_budget');
    // Of a whole second nobody can say so soon.
    const whole = { text: 'Hello', created_at: new Date(NOW_MS).toISOString() };
    expect(fatesOf([[0, whole], [1, whole], [2]], given)[2]).toBe('over_budget');
    expect(fatesOf([[0, whole], [11, whole], [12]], given)[2]).toBe('admitted');
  });
});
