import { describe, expect, it } from 'vitest';
import type { History } from '../../../../../scenarios/sim/oracle/history.ts';
import {
  BOB,
  brokenBy,
  configOf,
  type DoctoredRun,
  lifeUnder,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;
const under = (outbound: object): Partial<History> => ({ lives: lifeUnder(configOf({ ...OPEN, outbound })) });
const PER_ACCOUNT = under({ sendsPerAccount: { minute: 3 } });
const PER_CONVERSATION = under({ sendsPerConversation: { minute: 3 } });
const BOBS = { chatId: 2, chatGuid: `any;-;${BOB}`, chatIdentifier: BOB, sender: BOB };
/** So many answers, each so long after the one before; every other one of them to Bob. */
const talk =
  (times: number, everyMs: number, isOfTwo = false) =>
  (run: DoctoredRun) => {
    for (let n = 0; n < times; n += 1)
      run.turn([run.row({ inMs: MINUTE_MS + n * everyMs, ...(isOfTwo && n % 2 === 1 && BOBS) })]);
  };
const broken = (tell: (run: DoctoredRun) => void, facts: Partial<History>) =>
  brokenBy(tell, facts).filter((clause) => clause === 'paced');

describe('the oracle on how much leaves', () => {
  it('paced: more within a minute than may, of an account', () => {
    expect(broken(talk(4, 10_000), PER_ACCOUNT)).toEqual(['paced']);
    expect(broken(talk(4, 10_000, true), PER_ACCOUNT)).toEqual(['paced']);
    expect(broken(talk(3, 10_000), PER_ACCOUNT)).toEqual([]);
    expect(broken(talk(40, 20_000), PER_ACCOUNT)).toEqual([]);
    expect(broken(talk(40, 19_000), PER_ACCOUNT)).toEqual(['paced']);
  });

  it('paced: more within a minute than may, of a conversation', () => {
    expect(broken(talk(4, 10_000), PER_CONVERSATION)).toEqual(['paced']);
    expect(broken(talk(6, 5_000, true), PER_CONVERSATION)).toEqual([]);
    expect(broken(talk(8, 5_000, true), PER_CONVERSATION)).toEqual(['paced']);
  });

  it('paced: more within an hour than may', () => {
    const hourly = under({ sendsPerAccount: { hour: 3 } });
    expect(broken(talk(4, 19 * MINUTE_MS), hourly)).toEqual(['paced']);
    expect(broken(talk(4, 20 * MINUTE_MS), hourly)).toEqual([]);
    expect(broken(talk(4, 10_000), under({ sendsPerAccount: { hour: 0, minute: 0 } }))).toEqual([]);
  });

  it('nothing where something was in the way of sending', () => {
    const late = { what: 'send-late', of: 'sending', fromMs: START_MS, toMs: null } as const;
    expect(broken(talk(4, 10_000), { ...PER_ACCOUNT, disturbances: [late] })).toEqual([]);
  });

  it('nothing over a restart with a clock that was wrong', () => {
    const config = configOf({ ...OPEN, outbound: { sendsPerAccount: { minute: 3 } } });
    const restartMs = START_MS + MINUTE_MS + 15_000;
    const lives = [
      { fromMs: START_MS, toMs: restartMs, end: 'stop', config },
      { fromMs: restartMs, toMs: null, end: null, config },
    ] as const;
    const clockOffsets = [{ fromMs: START_MS, offsetMs: MINUTE_MS }];
    expect(broken(talk(4, 10_000), { lives: [...lives] })).toEqual(['paced']);
    expect(broken(talk(4, 10_000), { lives: [...lives], clockOffsets })).toEqual([]);
  });

  it('paced: what only a later configuration, or one before this run, allows', () => {
    const allowing = (minute: number) => configOf({ ...OPEN, outbound: { sendsPerAccount: { minute } } });
    const [strict, free] = [allowing(3), allowing(0)];
    const sinceMs = START_MS + 30 * MINUTE_MS;
    const livesOf = (first: unknown, end: 'stop' | 'config', second: unknown, atMs: number) => [
      { fromMs: START_MS, toMs: end === 'stop' ? atMs - 1_000 : atMs, end, config: first },
      { fromMs: atMs, toMs: null, end: null, config: second },
    ];
    expect(broken(talk(4, 10_000), { lives: livesOf(strict, 'stop', free, sinceMs) })).toEqual(['paced']);
    expect(broken(talk(4, 10_000), { lives: livesOf(strict, 'config', free, sinceMs) })).toEqual(['paced']);
    const soonMs = START_MS + 30_000;
    expect(broken(talk(4, 10_000), { lives: livesOf(free, 'stop', strict, soonMs) })).toEqual(['paced']);
    // What had left by then counts by what a running gateway takes up.
    expect(broken(talk(4, 10_000), { lives: livesOf(free, 'config', strict, soonMs) })).toEqual(['paced']);
    const meanwhileMs = START_MS + MINUTE_MS + 25_000;
    for (const end of ['stop', 'config'] as const)
      expect(broken(talk(4, 10_000), { lives: livesOf(strict, end, free, meanwhileMs) })).toEqual([]);
  });
});
