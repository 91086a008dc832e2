import { expect, it } from 'vitest';
import { createLooks } from '../../../../engine/source/looks.ts';
import type { Store } from '../../../../engine/store/store.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { unawaited } from '../../../support/engine/world.ts';

function bed() {
  const clock = createManualClock();
  const kept: number[] = [];
  const store = { moveSource: async ({ atMs }) => void kept.push(atMs - clock.wallMs()) } as Partial<Store>;
  const looks = createLooks({ clock, store: store as Store, locator: 'here', unawaited });
  looks.opened({ sourceId: 'one', fileKey: '1:2' } as Parameters<typeof looks.opened>[0]);
  const lookFor = async (minutes: number, hasMore: boolean) => {
    for (let look = 0; look < minutes * 4; look += 1) {
      await clock.advance(15_000);
      looks.note(hasMore, '1:2');
    }
    return kept.splice(0).length;
  };
  return { clock, looks, lookFor };
}

it('keeps a look each minute while chat.db has rows that did not come, and else every 5 minutes', async () => {
  const { lookFor } = bed();
  expect(await lookFor(60, true)).toBe(60);
  expect(await lookFor(60, false)).toBe(12);
});

it('keeps none that rows carry', async () => {
  const { clock, looks, lookFor } = bed();
  for (let row = 0; row < 20; row += 1) {
    expect(await lookFor(4, false)).toBe(0);
    looks.carried(clock.wallMs());
  }
  expect(await lookFor(5, false)).toBe(1);
});

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
  looks.note(false, '1:2');
  expect(looks.stop()).toBeUndefined();
  expect(asked).toEqual([{ sourceId: 'one', locator: 'here', fileKey: '1:2', atMs: clock.wallMs() }]);
});

it('takes no look at another file for one, unless nobody could look into it yet', () => {
  const { clock, looks } = bed();
  looks.note(false, '1:3');
  expect(looks.lastMs()).toBeNull();
  looks.note(false, '1:2');
  expect(looks.lastMs()).toBe(clock.wallMs());
  looks.opened({ sourceId: 'one', fileKey: null } as Parameters<typeof looks.opened>[0]);
  looks.note(false, '1:3');
  expect(looks.lastMs()).toBe(clock.wallMs());
});

it('keeps a look at a database that is opened once more, and forgets it with another one', () => {
  const { clock, looks } = bed();
  looks.note(false, '1:2');
  const open = (sourceId: string) =>
    looks.opened({ sourceId, fileKey: '1:2' } as Parameters<typeof looks.opened>[0]);
  open('one');
  expect(looks.lastMs()).toBe(clock.wallMs());
  open('two');
  expect(looks.lastMs()).toBeNull();
});
