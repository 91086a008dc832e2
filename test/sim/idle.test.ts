// Nothing happens while nothing can: a long run costs what happens in it, not the hours it takes.

import { describe, expect, it } from 'vitest';
import { createInstallation } from '../../scenarios/sim/installation.ts';

const HOUR_MS = 3_600_000;

/** The gateway looks every 15 s whether its Mac has slept or is deaf: its timer, and two reads of chat.db. */
const LOOKS_AN_HOUR = (3600 / 15) * 3;

/** Events of the second hour, when everything that was begun at the start has settled. */
async function eventsOfAnHour(faults: string): Promise<number> {
  const installation = createInstallation({ seed: 'idle', childEnv: () => ({ FAKE_IMSG_FAULTS: faults }) });
  installation.start();
  await installation.world.advance(HOUR_MS);
  const before = installation.world.eventCount();
  await installation.world.advance(HOUR_MS);
  installation.gateway()!.node.die('the test is over');
  installation.device.close();
  return installation.world.eventCount() - before;
}

describe('an hour in which nobody writes (U7)', () => {
  it('has the looks of the gateway, the upkeep of its store, and nothing of the Mac', async () => {
    const agendaLooks = 2;
    // A commit, and a timer until the store counts as idle.
    const perCommit = 2;
    const retention = 1 + perCommit;
    const keptLooks = 12 * perCommit;
    const upkeep = retention + keptLooks;
    // The imsg that sends is asked whether it answers: a timer, the question on its pipe, and the answer.
    const health = 12 * 5;
    expect(await eventsOfAnHour('')).toBeLessThanOrEqual(LOOKS_AN_HOUR + agendaLooks + upkeep + health);
  });

  it.each(['exit', 'exit@count:3', 'unread', 'stall'])(
    'has besides those only the few starts of children that suffer %s',
    async (faults) => {
      // Two children, each started every 5 min (less a tenth) at most.
      const starts = 2 * 14;
      expect(await eventsOfAnHour(faults)).toBeLessThanOrEqual(LOOKS_AN_HOUR + 6 * starts);
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
  installation.gateway()!.node.die('the test is over');
  installation.device.close();
});
