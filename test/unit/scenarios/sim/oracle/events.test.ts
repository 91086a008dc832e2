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
