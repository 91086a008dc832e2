import { describe, expect, it } from 'vitest';
import type { WitnessedRow } from '../../../../../scenarios/sim/oracle/history.ts';
import {
  ALICE,
  brokenIn,
  createDoctoredRun,
  DIRECT,
  GROUP,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;
const POLLS = 'com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:com.apple.messages.Polls';
const VOTE = { text: '', balloonId: POLLS, associatedType: 4000 };

/** What is said of turns that were told these texts, where somebody did something once. */
function toldOf(done: Partial<WitnessedRow> & { readonly text: string }, ...turns: readonly string[][]) {
  const run = createDoctoredRun();
  run.told(run.row({ inMs: MINUTE_MS, ...done }), 200);
  turns.forEach((texts, index) => {
    const row = run.row({ inMs: (2 + index) * MINUTE_MS });
    run.told(row, 200);
    const events = texts.map((text) => ({ text }));
    run.turn([row], { events, atMs: START_MS + (2 + index) * MINUTE_MS + 300 });
  });
  return brokenIn(run.history()).filter((clause) => clause === 'given');
}

describe('what is told of that is no message', () => {
  const VOTED = `iMessage poll vote: Sushi by ${ALICE} on msg G`;

  it('was done by whom it says, and is told once', () => {
    expect(toldOf(VOTE, [VOTED])).toEqual([]);
    expect(toldOf(VOTE, [VOTED], [VOTED])).toEqual(['given']);
    expect(toldOf(VOTE, [VOTED, VOTED])).toEqual(['given']);
    expect(toldOf(VOTE, [VOTED.replace(ALICE, '+15550009999')])).toEqual(['given']);
    expect(toldOf({ text: 'Sushi' }, [VOTED])).toEqual(['given']);
  });

  it('is a tapback, a card or a poll', () => {
    const tapped = `iMessage reaction added: ❤️ by ${ALICE} on msg G`;
    expect(toldOf({ text: 'Loved “hi”', associatedType: 2000 }, [tapped])).toEqual([]);
    expect(toldOf(VOTE, [`iMessage card of Polls by ${ALICE}`])).toEqual([]);
    expect(toldOf({ text: '\uFFFC', associatedType: 1000 }, [tapped])).toEqual([]);
    expect(toldOf(VOTE, [tapped])).toEqual(['given']);
    expect(toldOf(VOTE, ['Somebody did something'])).toEqual(['given']);
  });

  it('is told in a group only where it was done there', () => {
    const OTHER = { chatGuid: 'any;+;chat999', chatIdentifier: 'chat999', chatId: 99 };
    const told = (done: object, in_: object) => {
      const run = createDoctoredRun();
      run.told(run.row({ inMs: MINUTE_MS, ...VOTE, ...done }), 200);
      const row = run.row({ inMs: 2 * MINUTE_MS, ...in_ });
      run.told(row, 200);
      run.turn([row], {
        events: [{ text: VOTED }],
        chatGuid: row.chatGuid!,
        atMs: START_MS + 2 * MINUTE_MS + 300,
      });
      return brokenIn(run.history()).filter((clause) => clause === 'given');
    };
    expect(told(GROUP, GROUP)).toEqual([]);
    expect(told(OTHER, GROUP)).toEqual(['given']);
    expect(told(DIRECT, GROUP)).toEqual(['given']);
    expect(told(GROUP, DIRECT)).toEqual(['given']);
  });
});

describe('a poll that was taken', () => {
  const TOLD = { text: `iMessage poll vote: Sushi by ${ALICE} on msg G` };

  /** What is said of a turn that is told these, so long after a vote was decided. */
  const given = (
    events: readonly { readonly text: string }[],
    { afterMs = MINUTE_MS, fate = 'reaction', stops = false, others = 0, chat = DIRECT as object } = {},
  ) => {
    const run = createDoctoredRun();
    const vote = run.row({ inMs: MINUTE_MS, ...VOTE });
    run.told(vote, 200);
    const atMs = vote.insertedAtMs + 300;
    const decided = { rowid: vote.rowid, guid: vote.guid, atMs, fate, isNew: true };
    if (stops) run.told(run.row({ inMs: MINUTE_MS + 400, text: '/new' }), 200);
    const row = run.row({ inMs: MINUTE_MS + 300 + afterMs, ...chat });
    run.told(row, 0);
    run.turn([row], { events, atMs: row.insertedAtMs + 300 });
    const other = { ...decided, guid: 'OTHER', rowid: 99 };
    const rowEvents = [decided, ...Array.from({ length: others }, () => other)];
    return brokenIn(run.history({ rowEvents })).filter((clause) => clause === 'given');
  };

  it('is told with the next turn of its conversation', () => {
    expect(given([TOLD])).toEqual([]);
    expect(given([])).toEqual(['given']);
    expect(given([{ text: TOLD.text.replace(ALICE, '+15550009999') }])).toContain('given');
    expect(given([], { chat: GROUP })).toEqual([]);
  });

  it('need not be, where it came about then, was denied, was forgotten, or too much else was to be told', () => {
    expect(given([], { afterMs: 1_900 })).toEqual([]);
    expect(given([], { afterMs: 2_100 })).toEqual(['given']);
    expect(given([], { fate: 'denied' })).toEqual([]);
    expect(given([], { stops: true })).toEqual([]);
    expect(given([], { others: 19 })).toEqual([]);
    expect(given([], { others: 18 })).toEqual(['given']);
  });
});
