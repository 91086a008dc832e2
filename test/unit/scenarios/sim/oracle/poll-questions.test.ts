import { describe, expect, it } from 'vitest';
import {
  ALICE,
  BOB,
  brokenIn,
  configOf,
  createDoctoredRun,
  lifeUnder,
  OPEN,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;
const POLLS = 'com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:com.apple.messages.Polls';

interface Case {
  readonly row?: object;
  readonly afterMs?: number;
  readonly isAnswered: boolean;
  /** Whether imsg told of the poll as one. Default true. */
  readonly isTold?: boolean;
  /** What a turn that follows is told. */
  readonly events?: readonly string[];
  readonly config?: object;
}

const CREATED = `iMessage poll created: (Tea, Coffee) by ${ALICE} on msg ROW-1-1`;
const ASKS = `iMessage poll asks: "Which?" by ${ALICE} on msg ROW-1-1`;

/** Alice begins a poll, says something in its thread, and writes again. */
function brokenWhere({ row = {}, afterMs = 3_000, isAnswered, isTold = true, events, config }: Case) {
  const run = createDoctoredRun();
  const poll = run.row({ inMs: 5 * MINUTE_MS, balloonId: POLLS, text: '' });
  const inMs = 5 * MINUTE_MS + afterMs;
  const words = run.row({ inMs, text: 'Which?', thread: poll.guid, ...row });
  const later = run.row({ inMs: 10 * MINUTE_MS });
  for (const one of [poll, words, later]) run.told(one, 500);
  if (isAnswered) run.turn([words]);
  const told = [CREATED, ...(isAnswered ? [] : [ASKS])];
  const atMs = later.insertedAtMs;
  run.turn([later], { events: (events ?? told).map((text) => ({ kind: 'poll', text, atMs })) as never });
  const rowEvents = [poll, words, later].map(({ rowid, guid, insertedAtMs }) => {
    const fate = rowid === 1 || (rowid === 2 && !isAnswered) ? 'empty' : null;
    return { atMs: insertedAtMs + 500, rowid, guid, fate, isNew: true };
  });
  const polls = isTold ? [{ guid: poll.guid, options: [] }] : [];
  const acting = { asked: [], parts: [], calls: [], groups: [], polls };
  return brokenIn(run.history({ lives: lifeUnder(config ?? configOf(OPEN)), rowEvents, acting }));
}

describe('what somebody asks beside a poll', () => {
  it('is of the poll, and told with it', () => {
    expect(brokenWhere({ isAnswered: false })).toEqual([]);
    expect(brokenWhere({ isAnswered: true })).toContain('silent');
    expect(brokenWhere({ isAnswered: false, events: [CREATED] })).toContain('given');
    expect(brokenWhere({ isAnswered: false, events: [CREATED, ASKS, ASKS] })).toContain('given');
  });

  it('is a message where it comes later, of somebody else, in no thread, with a file or at length', () => {
    const is = (given: Partial<Case>) => brokenWhere({ ...given, isAnswered: false });
    expect(is({ afterMs: 17_000 })).toContain('answered');
    expect(is({ row: { thread: undefined } })).toContain('answered');
    expect(is({ row: { attachments: 1 } })).toContain('answered');
    expect(is({ row: { text: 'x'.repeat(600) } })).toContain('answered');
    const inBobs = { chatId: 2, chatGuid: `any;-;${BOB}`, chatIdentifier: BOB, sender: BOB };
    expect(is({ row: inBobs })).toContain('answered');
  });

  it('may be either near the end of its time, and where imsg tells of the poll as of a card', () => {
    for (const given of [{ afterMs: 14_500 }, { isTold: false }])
      for (const isAnswered of [true, false])
        expect(brokenWhere({ ...given, isAnswered }), JSON.stringify(given)).not.toContain('answered');
    expect(brokenWhere({ afterMs: 14_500, isAnswered: true })).not.toContain('silent');
  });
});
