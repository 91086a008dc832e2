// Nothing happens while nothing can: a long run costs what happens in it, not the hours it takes.

import { describe, expect, it } from 'vitest';
import { createInstallation } from '../../scenarios/sim/installation.ts';

const HOUR_MS = 3_600_000;

/** Events of the second hour, when everything that was begun at the start has settled. */
async function eventsOfAnHour(faults: string): Promise<number> {
  const installation = createInstallation({ seed: 'idle', childEnv: () => ({ FAKE_IMSG_FAULTS: faults }) });
  installation.start();
  await installation.world.advance(HOUR_MS);
  const before = installation.world.eventCount;
  await installation.world.advance(HOUR_MS);
  installation.gateway!.node.die('the test is over');
  installation.device.close();
  return installation.world.eventCount - before;
}

describe('an hour in which nobody writes (U7)', () => {
  it('has the polls of the watch and the looks of the gateway, and nothing else', async () => {
    const polls = 3600 / 5;
    const looks = (3600 / 15) * 3;
    expect(await eventsOfAnHour('')).toBeLessThanOrEqual(polls + looks);
  });

  it.each(['exit', 'exit@count:3', 'unread', 'stall'])(
    'costs little where children suffer %s',
    async (faults) => {
      expect(await eventsOfAnHour(faults)).toBeLessThan(4000);
    },
  );
});

it('a child that left its input unread for a time reads on then', async () => {
  const installation = createInstallation({
    seed: 'idle',
    childEnv: () => ({ FAKE_IMSG_FAULTS: 'unread=5s@count:1' }),
  });
  installation.start();
  await installation.world.advance(4_900);
  expect(installation.events('subscribed')).toEqual([]);
  await installation.world.advance(5_100);
  expect(installation.events('subscribed')).toHaveLength(1);
  installation.gateway!.node.die('the test is over');
  installation.device.close();
});
