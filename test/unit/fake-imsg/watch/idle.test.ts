// A watch whose database has not changed costs nothing, and nobody who is told by it can see that.

import { describe, expect, it } from 'vitest';
import { createTestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const HOUR_MS = 3_600_000;

/** How many timers were set, and how many messages were told. */
async function watching(changesByAgendaOnly: boolean) {
  const mac = createTestMac({ changesByAgendaOnly });
  let timers = 0;
  const { after } = mac.device.clock;
  const clock = {
    ...mac.device.clock,
    after(...given: Parameters<typeof after>) {
      timers += 1;
      return after(...given);
    },
  };
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'first' });
  await mac.pass(1_000);
  const imsg = startTestImsg({ ...mac.device, clock });
  imsg.ask('sub', 'watch.subscribe', {});
  await mac.clock.advance(0);
  const told = () => imsg.frames().filter(({ method }) => method === 'message').length;
  return { mac, told, timers: () => timers };
}

/** How long it takes until the next message is told. */
async function foundAfterMs({ mac, told }: Awaited<ReturnType<typeof watching>>): Promise<number> {
  const before = told();
  const startMs = mac.clock.monotonicMs();
  while (told() === before) await mac.clock.advance(10);
  return mac.clock.monotonicMs() - startMs;
}

describe('a watch of a Mac on which nothing happens', () => {
  it('polls no more where every change is told', async () => {
    const { mac, timers } = await watching(true);
    await mac.clock.advance(10_000);
    const before = timers();
    await mac.clock.advance(HOUR_MS);
    // The agenda is looked at once an hour at least.
    expect(timers() - before).toBeLessThanOrEqual(1);
  });

  it.each([
    ['unread', 'no more'],
    ['deaf', 'every 5 s'],
    ['send-denied', 'no more'],
  ])('polls under the fault %s %s: only some keep rows from a watch', async (fault, often) => {
    const { mac, timers } = await watching(true);
    mac.device.schedule({ kind: 'fault', fault, forMs: 3 * HOUR_MS });
    await mac.clock.advance(10_000);
    const before = timers();
    await mac.clock.advance(HOUR_MS);
    const polls = timers() - before;
    if (often === 'no more') expect(polls).toBeLessThanOrEqual(1);
    else expect(polls).toBeGreaterThanOrEqual(HOUR_MS / 5_000);
  });

  it('polls every 5 s where somebody else may write', async () => {
    const { mac, timers } = await watching(false);
    await mac.clock.advance(10_000);
    const before = timers();
    await mac.clock.advance(HOUR_MS);
    expect(timers() - before).toBeGreaterThanOrEqual(HOUR_MS / 5_000);
  });

  it('tells what comes after an hour when it always would have', async () => {
    const told = [];
    for (const changesByAgendaOnly of [false, true]) {
      const watch = await watching(changesByAgendaOnly);
      await watch.mac.clock.advance(HOUR_MS + 1_234);
      watch.mac.device.schedule({ kind: 'text', from: ALICE, text: 'second' });
      told.push(await foundAfterMs(watch));
    }
    expect(told[1]).toBe(told[0]);
  });

  it('keeps the time of its polls over a rest', async () => {
    const told = [];
    for (const changesByAgendaOnly of [false, true]) {
      const watch = await watching(changesByAgendaOnly);
      const { device, clock } = watch.mac;
      await clock.advance(HOUR_MS + 1_234);
      // What it is kept from by a fault it finds by the next poll after that.
      device.schedule({ kind: 'fault', fault: 'deaf', forMs: 7_000 });
      device.schedule({ kind: 'text', from: ALICE, text: 'second' }, { inMs: 1 });
      told.push(await foundAfterMs(watch));
    }
    expect(told[0]).toBeGreaterThan(7_000);
    expect(told[1]).toBe(told[0]);
  });
});
