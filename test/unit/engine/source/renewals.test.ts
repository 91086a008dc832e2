import { expect, it } from 'vitest';
import { createRenewals } from '../../../../engine/source/renewals.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';

function bed() {
  const clock = createManualClock();
  const renewals = createRenewals(clock, new AbortController().signal);
  const renew = async () => {
    const delayMs = renewals.next()!;
    renewals.cut();
    renewals.subscribed();
    return delayMs;
  };
  return { clock, renewals, renew };
}

it('subscriptions that do not last are begun again after growing pauses, up to a minute (T6)', async () => {
  const { renew } = bed();
  const pauses = [];
  for (let count = 0; count < 9; count += 1) pauses.push(await renew());
  expect(pauses).toEqual([0, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
});

it('one that has lasted a minute is begun again at once', async () => {
  const { clock, renew } = bed();
  await renew();
  await renew();
  await clock.advance(60_000);
  expect(await renew()).toBe(0);
});

it('while one is on its way no other is', async () => {
  const { clock, renewals } = bed();
  renewals.subscribed();
  renewals.next();
  expect(renewals.next()).toBeNull();
  const paused = renewals.pause(5_000);
  await clock.advance(5_000);
  await paused;
  expect(renewals.next()).toBe(1_000);
});
