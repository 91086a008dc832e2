// The engine's own reader of chat.db finds in simulation what it would find on a Mac (U5).

import { expect, it } from 'vitest';
import { createInstallation } from '../../../../scenarios/sim/installation.ts';
import { createSimMessagesDb } from '../../../../scenarios/sim/messages-db.ts';
import { createNode } from '../../../../scenarios/sim/node.ts';

const ALICE = '+15550001111';

async function reader() {
  const installation = createInstallation({ seed: 'reader', script: () => [] });
  const node = createNode({ world: installation.world, name: 'reader' });
  const db = createSimMessagesDb(node, installation.device, installation.chatDb);
  const answer = async <T>(question: Promise<T>) => {
    const outcome = question.then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    await installation.world.advance(10);
    return outcome;
  };
  installation.text(ALICE, 'hello');
  await installation.world.advance(1_000);
  installation.device.step();
  return { installation, db, answer };
}
const UNREADABLE = { error: expect.objectContaining({ code: 'messages_db_unreadable' }) };

it.each([
  ['the file is away', { kind: 'fault', fault: 'gone', forMs: 5_000 }],
  ['Full Disk Access is taken away', { kind: 'permission', fullDiskAccess: false }],
])('rejects while %s, and has no key then', async (_, event) => {
  const { installation, db, answer } = await reader();
  expect(await answer(db.maxRowid())).toEqual({ value: 1 });
  installation.device.schedule(event);
  installation.device.step();
  expect(await answer(db.maxRowid())).toEqual(UNREADABLE);
  expect(await answer(db.newestRows())).toEqual(UNREADABLE);
  expect(await answer(db.guidsAt([1]))).toEqual(UNREADABLE);
  expect(await answer(db.kindsOf(['G']))).toEqual(UNREADABLE);
  expect(await answer(db.countRows(0, 1))).toEqual(UNREADABLE);
  expect(await answer(db.firstRowidSince(0, 0))).toEqual(UNREADABLE);
  expect(await answer(db.recentOwnAddresses())).toEqual(UNREADABLE);
  expect(await answer(db.newestSentMs())).toEqual(UNREADABLE);
  expect(await answer(db.ownRows(`any;-;${ALICE}`, 0, 9))).toEqual(UNREADABLE);
  expect(await answer(db.deliveriesOf([]))).toEqual(UNREADABLE);
  expect(await answer(db.fileKey())).toEqual({ value: null });
  installation.device.schedule({ kind: 'permission', fullDiskAccess: true });
  await installation.world.advance(10_000);
  installation.device.step();
  expect(await answer(db.maxRowid())).toEqual({ value: 1 });
});

it('finds own rows and what Messages noted of them', async () => {
  const { installation, db, answer } = await reader();
  installation.device.schedule({
    kind: 'script-send',
    chatGuid: `any;-;${ALICE}`,
    text: 'ok',
    fate: 'failed',
    error: 22,
  });
  await installation.world.advance(20_000);
  installation.device.step();
  const [sent] = installation.device.sent();
  const own = { rowid: sent!.rowid!, guid: sent!.guid, text: null };
  expect(await answer(db.ownRows(`any;-;${ALICE}`, 0, 9))).toEqual({ value: [own] });
  expect(await answer(db.ownRows(`any;-;${ALICE}`, own.rowid, 9))).toEqual({ value: [] });
  expect(await answer(db.deliveriesOf([own, { ...own, guid: 'ANOTHER' }]))).toEqual({
    value: [{ error: 22, service: 'iMessage' }, null],
  });
});

it('knows of what kind a row is', async () => {
  const { installation, db, answer } = await reader();
  installation.device.schedule({
    kind: 'row',
    from: ALICE,
    columns: {
      guid: 'STICKER',
      item_type: 0,
      associated_message_type: 2007,
      associated_message_guid: 'p:0/G',
    },
  });
  await installation.world.advance(1_000);
  installation.device.step();
  expect(await answer(db.kindsOf(['STICKER', 'none']))).toEqual({
    value: [{ itemType: 0, associatedType: 2007, associatedGuid: 'p:0/G', hasFiles: false }, null],
  });
});

it('knows what was edited and what was taken back', async () => {
  const { installation, db, answer } = await reader();
  const found = (await answer(db.guidsAt([1]))) as { value: string[] };
  const [guid] = found.value;
  expect(await answer(db.changesOf([guid!]))).toEqual({ value: [null] });
  installation.device.schedule({ kind: 'edit', from: ALICE, text: 'hello there' });
  installation.device.step();
  expect(await answer(db.changesOf([guid!, 'none']))).toEqual({
    value: [{ isEmptied: false, rowsSince: 1, editedAtMs: expect.any(Number) }, null],
  });
  installation.device.schedule({ kind: 'unsend', from: ALICE });
  installation.device.step();
  expect(await answer(db.changesOf([guid!]))).toEqual({
    value: [{ isEmptied: true, rowsSince: 1, editedAtMs: expect.any(Number) }],
  });
});

it('can be made before the file is there', async () => {
  const installation = createInstallation({ seed: 'reader', script: () => [] });
  installation.device.schedule({ kind: 'fault', fault: 'gone' });
  installation.device.step();
  const node = createNode({ world: installation.world, name: 'reader' });
  expect(() => createSimMessagesDb(node, installation.device, installation.chatDb)).not.toThrow();
});
