import { describe, expect, it } from 'vitest';
import type { History } from '../../../../../scenarios/sim/oracle/history.ts';
import {
  ALICE,
  configOf,
  createDoctoredRun,
  type DoctoredRun,
  GROUP,
  judgementIn,
  lifeUnder,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const CAME_MS = START_MS + 60 * MINUTE_MS;
/** Told at once, or by the next poll after a missed notice. */
const TELLING_MS = 20 * SECOND_MS;
const NEAR = 'its age is near a limit';

function judged(
  facts: Parameters<DoctoredRun['row']>[0],
  history: Partial<History> = {},
  imessage: object = {},
): string {
  const run = createDoctoredRun();
  run.row({ inMs: CAME_MS - START_MS, ...facts });
  return judgementIn(run.history({ lives: lifeUnder(configOf({ ...OPEN, ...imessage })), ...history }));
}

const aged = (ageMs: number) => ({ dateMs: CAME_MS - ageMs });

/** Down from a minute before the row until this long after it, then told of everything from the start. */
function missedFor(downMs: number): Partial<History> {
  return {
    subscriptions: [
      { atMs: START_MS + 1_000, endedAtMs: CAME_MS - MINUTE_MS, pid: 1, database: 1, sinceRowid: -1 },
      { atMs: CAME_MS + downMs, endedAtMs: null, pid: 2, database: 1, sinceRowid: 0 },
    ],
  };
}
/** Before it stands a backlog of at most a hundred rows, which older builds hand out in a go. */
const BACKLOG_MS = 5 * SECOND_MS;

describe('the age of a row', () => {
  it('live: fresh, near and too old around 15 minutes', () => {
    const limitMs = 15 * MINUTE_MS;
    expect(judged(aged(limitMs - 30_000 - TELLING_MS))).toBe('must');
    expect(judged(aged(limitMs - 30_000 - TELLING_MS + 1))).toBe(NEAR);
    expect(judged(aged(limitMs + 30_000))).toBe(NEAR);
    expect(judged(aged(limitMs + 30_001))).toBe('must not');
  });

  it('a date in the future, or none, is never too old', () => {
    expect(judged(aged(-600 * MINUTE_MS))).toBe('must');
    expect(judged({ dateMs: null })).toBe('must');
  });

  it('missed while the gateway was down: the recovery window counts, by itself or as configured', () => {
    const windowMs = 120 * MINUTE_MS;
    const down = missedFor(30 * MINUTE_MS);
    const told = (ageMs: number) => aged(ageMs - 30 * MINUTE_MS);
    expect(judged(told(windowMs - 30_000 - TELLING_MS - BACKLOG_MS), down)).toBe('must');
    expect(judged(told(windowMs - 30_000 - TELLING_MS - BACKLOG_MS + 1), down)).toBe(NEAR);
    expect(judged(told(windowMs + 30_001), down)).toBe('must not');
    const wide = { catchup: { enabled: true, maxAgeMinutes: 240 } };
    expect(judged(told(windowMs + 30_001), down, wide)).toBe('must');
    expect(judged(told(2 * windowMs + 30_001), down, wide)).toBe('must not');
    expect(judged(told(windowMs + 30_001), down, { catchup: { maxAgeMinutes: 240 } })).toBe('must not');
  });

  it('remote: the live limit counts for what was missed, too', () => {
    const remote = { remoteHost: 'mac.example.com' };
    const down = missedFor(10 * MINUTE_MS);
    const told = (ageMs: number) => aged(ageMs - 10 * MINUTE_MS);
    expect(judged(told(14 * MINUTE_MS), down, remote)).toBe('must');
    expect(judged(told(16 * MINUTE_MS), down, remote)).toBe('must not');
    expect(judged(told(16 * MINUTE_MS), down)).toBe('must');
  });

  it('between the look at the newest row and the subscription both limits are tried', () => {
    const young = missedFor(1_999);
    expect(judged(aged(60 * MINUTE_MS), young)).toBe(NEAR);
    expect(judged(aged(60 * MINUTE_MS), missedFor(2_000))).toBe('must');
    expect(judged(aged(10 * MINUTE_MS), young)).toBe('must');
    expect(judged(aged(121 * MINUTE_MS), young)).toBe('must not');
  });

  it('what disturbed reading moves the latest moment', () => {
    const disturbed = (toMs: number) => ({
      disturbances: [{ what: 'deaf', of: 'reading' as const, fromMs: CAME_MS - 1_000, toMs: CAME_MS + toMs }],
    });
    expect(judged(aged(5 * MINUTE_MS), disturbed(7 * MINUTE_MS))).toBe('must');
    expect(judged(aged(5 * MINUTE_MS), disturbed(8 * MINUTE_MS))).toBe(NEAR);
  });

  it('a wrong clock of the gateway widens what is near, by itself and by its offset', () => {
    const fast = (offsetMs: number) => ({ clockOffsets: [{ fromMs: START_MS, offsetMs }] });
    const limitMs = 15 * MINUTE_MS;
    expect(judged(aged(limitMs - 90_000 - TELLING_MS - 60_000), fast(60_000))).toBe('must');
    expect(judged(aged(limitMs - 90_000 - TELLING_MS - 59_999), fast(60_000))).toBe(NEAR);
    expect(judged(aged(limitMs + 90_001), fast(60_000))).toBe('must not');
    expect(judged(aged(limitMs + 90_001), fast(-60_000))).toBe(NEAR);
    const later = { clockOffsets: [{ fromMs: CAME_MS + MINUTE_MS, offsetMs: 60_000 }] };
    expect(judged(aged(limitMs - 30_000 - TELLING_MS), later)).toBe('must');
  });
});

describe('rows around the first start', () => {
  const first = [{ atMs: START_MS + 5_000, endedAtMs: null, pid: 1, database: 1, sinceRowid: -1 }];
  const LOOKS_BACK = { catchup: { enabled: true } };

  it('what was there before is history', () => {
    expect(judged({ inMs: -1 }, { subscriptions: first })).toBe('must not');
    expect(judged({ inMs: 0 }, { subscriptions: first })).toBe('must not');
    expect(judged({ inMs: -1 }, { subscriptions: first }, LOOKS_BACK)).toBe('a first start may look back');
  });

  it('what came while it began to read may be either', () => {
    const why = 'it came while the gateway began to read';
    expect(judged({ inMs: 1 }, { subscriptions: first })).toBe(why);
    expect(judged({ inMs: 5_000 }, { subscriptions: first })).toBe(why);
    expect(judged({ inMs: 5_001 }, { subscriptions: first })).toBe('must');
  });

  it('a row that never stood in a chat is nobody’s; one that nobody read on after is uncertain', () => {
    expect(judged({ joinedAtMs: null, chatId: null, chatGuid: null, chatIdentifier: null })).toBe('must not');
    const ended = [{ ...first[0]!, endedAtMs: CAME_MS }];
    expect(judged({}, { subscriptions: ended })).toBe('nobody read on after it');
    expect(judged({}, { subscriptions: [{ ...first[0]!, endedAtMs: CAME_MS + 1 }] })).not.toBe(
      'nobody read on after it',
    );
    expect(judged({}, { subscriptions: [] })).toBe('nobody ever read this database');
  });

  it('a subscription from a row on tells of no earlier one', () => {
    const from = (sinceRowid: number) => [
      { ...first[0]!, endedAtMs: START_MS + 10 * MINUTE_MS },
      { ...first[0]!, atMs: CAME_MS + MINUTE_MS, sinceRowid },
    ];
    expect(judged({ rowid: 5 }, { subscriptions: from(4) })).toBe('must');
    expect(judged({ rowid: 5 }, { subscriptions: from(5) })).toBe('nobody read on after it');
  });

  it('a subscription from a row that there never was tells of all that comes', () => {
    const subscriptions = [{ ...first[0]!, sinceRowid: Number.MAX_SAFE_INTEGER }];
    expect(judged({}, { subscriptions })).toBe('must');
  });
});

describe('another database in the place of the first', () => {
  const swapMs = START_MS + 30 * MINUTE_MS;
  const subscriptions = [
    { atMs: START_MS + 1_000, endedAtMs: swapMs, pid: 1, database: 1, sinceRowid: -1 },
    { atMs: swapMs + 1_000, endedAtMs: null, pid: 2, database: 2, sinceRowid: 3 },
  ];

  it('what came with it is for nobody to say; what is written to it is answered', () => {
    const inMs = (atMs: number) => ({ database: 2, rowid: 4, inMs: atMs - START_MS });
    expect(judged(inMs(swapMs), { subscriptions })).toBe('it came with another database');
    expect(judged(inMs(swapMs + MINUTE_MS), { subscriptions })).toBe('must');
  });

  it('what was answered from the first may have been told before', () => {
    expect(judged({ database: 1, inMs: 20 * MINUTE_MS }, { subscriptions })).toBe('must');
    expect(judged({ database: 1, inMs: 31 * MINUTE_MS }, { subscriptions })).toBe('nobody read on after it');
  });

  it('a number that named a group of the first admits no other group of the second', () => {
    const judgedWith = (groupAllowFrom: string[], chatGuid: string) => {
      const run = createDoctoredRun();
      run.row({ ...GROUP, inMs: 20 * MINUTE_MS });
      run.row({ ...GROUP, chatGuid, database: 2, rowid: 4, inMs: 40 * MINUTE_MS });
      const lives = lifeUnder(configOf({ groupPolicy: 'allowlist', groupAllowFrom }));
      return judgementIn(run.history({ subscriptions, lives }));
    };
    expect(judgedWith(['chat_id:7'], 'any;+;another')).toBe('must not');
    expect(judgedWith(['chat_id:7'], GROUP.chatGuid)).toBe('must');
    expect(judgedWith(['chat_id:7', ALICE], 'any;+;another')).toBe('must');
    expect(judgedWith(['chat_guid:any;+;another'], 'any;+;another')).toBe('must');
  });
});
