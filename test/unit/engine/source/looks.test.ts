import { expect, it } from 'vitest';
import { createLooks } from '../../../../engine/source/looks.ts';
import type { Store } from '../../../../engine/store/store.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';

it('asks the store to keep the last look, and does not wait for a store that takes nothing', async () => {
  const clock = createManualClock();
  const asked: unknown[] = [];
  const store = {
    moveSource: (input: unknown) => {
      asked.push(input);
      return new Promise(() => {});
    },
  } as Partial<Store> as Store;
  const looks = createLooks({ clock, store, locator: 'here', unawaited() {} });
  looks.opened({ sourceId: 'one', fileKey: '1:2' } as Parameters<typeof looks.opened>[0]);
  await clock.advance(1_000);
  looks.note();
  expect(looks.stop()).toBeUndefined();
  expect(asked).toEqual([{ sourceId: 'one', locator: 'here', fileKey: '1:2', atMs: clock.wallMs() }]);
});
