import { expect, it } from 'vitest';
import type { Store } from '../../../../engine/store/store.ts';
import { createUpkeep } from '../../../../engine/store/upkeep.ts';
import { createManualClock, settle } from '../../../support/clocks/manual-clock.ts';
import { unawaited } from '../../../support/engine/world.ts';

it('old files go first: what else is old may wait for the room that they take', async () => {
  const done: string[] = [];
  const stopping = new AbortController();
  const upkeep = createUpkeep({
    clock: createManualClock(),
    retentionMs: 1,
    dropFiles: async () => void done.push('files'),
    signal: stopping.signal,
    unawaited,
  });
  const dropPayloads = () => {
    done.push('payloads');
    // The disk is full.
    return new Promise<number>(() => {});
  };
  upkeep.start({ dropPayloads } as unknown as Store);
  await settle();
  expect(done).toEqual(['files', 'payloads']);
});
