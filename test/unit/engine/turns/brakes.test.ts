import { describe, expect, it } from 'vitest';
import { type Brakes, createBrakes } from '../../../../engine/turns/brakes.ts';
import { createManualClock, type ManualClock } from '../../../support/clocks/manual-clock.ts';
import { id } from '../../../support/messages/ids.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';
import { CONTEXT } from '../../../support/stores/inputs.ts';

const LANE = id.lane('default/chat');
const MINUTE_MS = 60_000;

function bed(
  limit = 3,
  exchanges: Awaited<ReturnType<Parameters<typeof createBrakes>[0]['store']['exchanges']>> = [],
) {
  const clock = createManualClock();
  const logger = createListLogger();
  const store = { exchanges: async () => exchanges };
  let most = limit;
  const options = {
    accountId: 'default',
    store,
    clock,
    logger,
    limit: () => most,
    clockOffsetMs: () => 0,
  };
  const set = (changed: number) => {
    most = changed;
  };
  return { clock, logger, set, brakes: createBrakes(options) };
}
/** Somebody writes now, or so long ago, and is answered. */
function exchange(brakes: Brakes, clock: ManualClock, agoMs = 0, lane = LANE) {
  brakes.wrote(lane);
  const context = { ...CONTEXT, sentAtMs: clock.wallMs() - agoMs };
  brakes.said({ lane, context, formedAtMs: clock.wallMs() }, true);
}
const minutes = (brakes: Brakes) => brakes.heldMs(LANE) / MINUTE_MS;

describe('a conversation of two that answer each other', () => {
  const race = async (brakes: Brakes, clock: ManualClock, times = 3) => {
    for (let n = 0; n < times; n += 1) {
      await clock.advance(1_000);
      exchange(brakes, clock);
    }
  };

  it('waits 5 minutes, then 15, then 60 each time (ruling-34, S8)', async () => {
    const { brakes, clock } = bed();
    for (const pause of [5, 15, 60, 60]) {
      await race(brakes, clock, 2);
      expect(minutes(brakes)).toBe(0);
      await race(brakes, clock, 1);
      expect(minutes(brakes)).toBe(pause);
      for (let left = pause; left > 0; left -= 5) {
        await clock.advance(5 * MINUTE_MS);
        brakes.wrote(LANE);
      }
      expect(minutes(brakes)).toBe(0);
    }
  });

  it('shows in the status for as long as it waits', async () => {
    const { brakes, clock } = bed();
    expect(brakes.snapshot()).toEqual({ conversations: 0, longestMs: 0 });
    await race(brakes, clock);
    for (let n = 0; n < 3; n += 1) exchange(brakes, clock, 0, id.lane('default/slow'));
    await clock.advance(MINUTE_MS);
    expect(brakes.snapshot()).toEqual({ conversations: 1, longestMs: 4 * MINUTE_MS });
    await clock.advance(4 * MINUTE_MS);
    expect(brakes.snapshot()).toEqual({ conversations: 0, longestMs: 0 });
  });

  it('is not forgotten while somebody waits for us: who answers only answers is silent then (ruling-34)', async () => {
    const { brakes, clock, logger } = bed();
    for (const pause of [5, 15, 60, 60, 60]) {
      await race(brakes, clock);
      brakes.wrote(LANE);
      expect(minutes(brakes)).toBe(pause);
      await clock.advance(pause * MINUTE_MS);
      // What waited is answered, and nobody writes before that.
      brakes.said({ lane: LANE, context: CONTEXT, formedAtMs: clock.wallMs() - pause * MINUTE_MS }, true);
    }
    expect(logger.lines.filter((line) => line.startsWith('warn '))).toHaveLength(1);
  });

  it('is not forgotten either where somebody asks again after half an hour of waiting', async () => {
    const { brakes, clock } = bed();
    for (const pause of [5, 15, 60, 60]) {
      await race(brakes, clock);
      expect(minutes(brakes)).toBe(pause);
      await clock.advance(0.9 * pause * MINUTE_MS);
      brakes.wrote(LANE);
      await clock.advance(0.1 * pause * MINUTE_MS);
    }
  });

  it('is told of once, without a handle, until nobody has written there for half an hour', async () => {
    const { brakes, clock, logger } = bed();
    const warnings = () => logger.lines.filter((line) => line.startsWith('warn ')).length;
    await race(brakes, clock);
    expect(warnings()).toBe(0);
    minutes(brakes);
    await clock.advance(5 * MINUTE_MS);
    await race(brakes, clock);
    minutes(brakes);
    expect(warnings()).toBe(1);
    await clock.advance(30 * MINUTE_MS);
    await race(brakes, clock);
    expect(minutes(brakes)).toBe(5);
    expect(warnings()).toBe(2);
  });

  it('is one by itself', async () => {
    const { brakes, clock } = bed();
    await race(brakes, clock);
    expect(brakes.heldMs(id.lane('default/other'))).toBe(0);
  });

  it('is not braked where the number is 0, nor where they take their time', async () => {
    const { brakes: off, clock } = bed(0);
    await race(off, clock, 50);
    expect(minutes(off)).toBe(0);
    const { brakes, clock: slow } = bed();
    for (let n = 0; n < 20; n += 1) {
      await slow.advance(2.5 * MINUTE_MS);
      exchange(brakes, slow);
    }
    expect(minutes(brakes)).toBe(0);
  });
});

describe('a number that is changed', () => {
  it('counts what there was before it, and leaves a pause as it was begun', async () => {
    const { brakes, clock, set } = bed(10);
    for (let n = 0; n < 4; n += 1) {
      await clock.advance(1_000);
      exchange(brakes, clock);
    }
    set(5);
    expect(minutes(brakes)).toBe(0);
    await clock.advance(1_000);
    exchange(brakes, clock);
    expect(minutes(brakes)).toBe(5);
    set(50);
    expect(minutes(brakes)).toBe(5);
  });

  it('ends a pause where no conversation is braked any more', async () => {
    const { brakes, clock, set } = bed(1);
    await clock.advance(1_000);
    exchange(brakes, clock);
    expect(minutes(brakes)).toBe(5);
    set(0);
    expect(minutes(brakes)).toBe(0);
    expect(brakes.snapshot()).toEqual({ conversations: 0, longestMs: 0 });
  });
});

describe('what counts', () => {
  it('is what was written after the last answer: a backlog never is', async () => {
    const { brakes, clock } = bed();
    await clock.advance(MINUTE_MS);
    for (let n = 0; n < 50; n += 1) {
      await clock.advance(10);
      exchange(brakes, clock, 30_000);
    }
    expect(minutes(brakes)).toBe(0);
  });

  it('is nothing that waited before it, though our clock is behind and its date is still to come', async () => {
    const { brakes, clock } = bed();
    const [formedAtMs, sentAtMs] = [clock.wallMs(), clock.wallMs() + 40 * MINUTE_MS];
    for (let n = 0; n < 50; n += 1) {
      await clock.advance(10);
      brakes.said({ lane: LANE, context: { ...CONTEXT, sentAtMs }, formedAtMs }, true);
    }
    expect(minutes(brakes)).toBe(0);
  });

  it('is a turn once, however many pieces its answer has', async () => {
    const { brakes, clock } = bed();
    for (let n = 0; n < 2; n += 1) {
      await clock.advance(1_000);
      exchange(brakes, clock);
      const context = { ...CONTEXT, sentAtMs: clock.wallMs() };
      await clock.advance(10);
      for (const _ of [1, 2, 3]) brakes.said({ lane: LANE, context, formedAtMs: clock.wallMs() }, false);
    }
    expect(minutes(brakes)).toBe(0);
  });

  it('outlives a restart, also where what was answered had waited for an hour', async () => {
    const { clock } = bed();
    let atMs = clock.wallMs() - 81 * MINUTE_MS;
    const exchanges = [5, 15, 60].flatMap((pause) => {
      const answered = (waitedMs: number) => {
        atMs += 1_000 + waitedMs;
        return { lane: LANE, writtenAtMs: atMs - waitedMs, formedAtMs: atMs - waitedMs, saidAtMs: atMs };
      };
      return [0, 0, 0, pause * MINUTE_MS].map(answered);
    });
    const { brakes, clock: later } = bed(3, exchanges);
    await brakes.resume();
    for (let n = 0; n < 2; n += 1) {
      await later.advance(1_000);
      exchange(brakes, later);
    }
    expect(minutes(brakes)).toBe(60);
  });

  it('outlives a restart, with the pause and how long the next is', async () => {
    const { clock } = bed();
    const nowMs = clock.wallMs();
    const at = (agoMs: number) => ({
      lane: LANE,
      writtenAtMs: nowMs - agoMs - 500,
      formedAtMs: nowMs - agoMs,
      saidAtMs: nowMs - agoMs,
    });
    const { brakes, clock: later } = bed(3, [at(63_000), at(62_000), at(60_000)]);
    await brakes.resume();
    expect(minutes(brakes)).toBe(4);
    await later.advance(4 * MINUTE_MS);
    for (let n = 0; n < 3; n += 1) {
      await later.advance(1_000);
      exchange(brakes, later);
    }
    expect(minutes(brakes)).toBe(15);
  });
});
