// Nothing happens while nothing can: a long run costs what happens in it, not the hours it takes.

import { describe, expect, it } from 'vitest';
import { createHouse } from '../../scenarios/sim/house.ts';

const HOUR_MS = 3_600_000;

/** Events of the second hour, when everything that was begun at the start has settled. */
async function eventsOfAnHour(faults: string): Promise<number> {
  const house = createHouse({ seed: 'idle', childEnv: () => ({ FAKE_IMSG_FAULTS: faults }) });
  house.start();
  await house.world.advance(HOUR_MS);
  const before = house.world.eventCount;
  await house.world.advance(HOUR_MS);
  house.life!.node.die('the test is over');
  house.device.close();
  return house.world.eventCount - before;
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
  const house = createHouse({ seed: 'idle', childEnv: () => ({ FAKE_IMSG_FAULTS: 'unread=5s@count:1' }) });
  house.start();
  await house.world.advance(4_900);
  expect(house.events('subscribed')).toEqual([]);
  await house.world.advance(5_100);
  expect(house.events('subscribed')).toHaveLength(1);
  house.life!.node.die('the test is over');
  house.device.close();
});
