import { expect, it } from 'vitest';
import { createDeliveryProbe } from '../../../../engine/source/delivery-probe.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { id } from '../../../support/messages/ids.ts';

/** Of a database whose newest row is the ninth. */
function probing(seenTo: () => number | null) {
  const clock = createManualClock();
  const probe = createDeliveryProbe({
    db: { newestRows: async () => ({ last: id.rowid(9), told: id.rowid(9) }) },
    clock,
    ending: new AbortController().signal,
    seenTo,
  });
  return { clock, probe };
}

it.each([
  ['told', 9],
  ['deaf', 8],
  // Nothing was ever subscribed: nobody can be deaf yet.
  ['unknown', null],
] as const)('a watch is %s that has seen up to %s of 9', async (verdict, seen) => {
  const { clock, probe } = probing(() => seen);
  const looked = probe.look();
  await clock.advance(6_000);
  await looked;
  expect(probe.snapshot()).toEqual({ verdict, newestRowid: 9 });
});

it('answers as soon as the newest row was told', async () => {
  let seen = 8;
  const { clock, probe } = probing(() => seen);
  const looked = probe.look();
  await clock.advance(600);
  seen = 9;
  await clock.advance(250);
  await looked;
  expect(probe.snapshot().verdict).toBe('told');
});
