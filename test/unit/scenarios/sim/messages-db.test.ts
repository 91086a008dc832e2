// The engine's own reader of chat.db finds in simulation what it would find on a Mac (U5).

import { expect, it } from 'vitest';
import { createHouse } from '../../../../scenarios/sim/house.ts';
import { createSimMessagesDb } from '../../../../scenarios/sim/messages-db.ts';
import { createNode } from '../../../../scenarios/sim/node.ts';

const ALICE = '+15550001111';

async function reader() {
  const house = createHouse({ seed: 'reader', script: () => [] });
  const node = createNode({ world: house.world, name: 'reader' });
  const db = createSimMessagesDb(node, house.device);
  const answer = async <T>(question: Promise<T>) => {
    const outcome = question.then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    await house.world.advance(10);
    return outcome;
  };
  house.text(ALICE, 'hello');
  await house.world.advance(1_000);
  house.device.step();
  return { house, db, answer };
}
const UNREADABLE = { error: expect.objectContaining({ code: 'messages_db_unreadable' }) };

it.each([
  ['the file is away', { kind: 'fault', fault: 'gone', forMs: 5_000 }],
  ['Full Disk Access is taken away', { kind: 'permission', fullDiskAccess: false }],
])('rejects while %s, and has no key then', async (_, event) => {
  const { house, db, answer } = await reader();
  expect(await answer(db.maxRowid())).toEqual({ value: 1 });
  house.device.schedule(event);
  house.device.step();
  expect(await answer(db.maxRowid())).toEqual(UNREADABLE);
  expect(await answer(db.newestTold())).toEqual(UNREADABLE);
  expect(await answer(db.guidsAt([1]))).toEqual(UNREADABLE);
  expect(await answer(db.countRows(0, 1))).toEqual(UNREADABLE);
  expect(await answer(db.firstRowidSince(0, 0))).toEqual(UNREADABLE);
  expect(await answer(db.fileKey())).toEqual({ value: null });
  house.device.schedule({ kind: 'permission', fullDiskAccess: true });
  await house.world.advance(10_000);
  house.device.step();
  expect(await answer(db.maxRowid())).toEqual({ value: 1 });
});

it('can be made before the file is there', async () => {
  const house = createHouse({ seed: 'reader', script: () => [] });
  house.device.schedule({ kind: 'fault', fault: 'gone' });
  house.device.step();
  const node = createNode({ world: house.world, name: 'reader' });
  expect(() => createSimMessagesDb(node, house.device)).not.toThrow();
});
