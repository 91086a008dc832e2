// What the newest files of imsg do that no release before is known to do (wire-11.12, wire-11.18, wire-11.20).

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createChatDb } from '../../../../fake-imsg/chat-db/schema/schema.ts';
import { basic, bridge } from '../../../../fake-imsg/environments.ts';
import { openFileDevice } from '../../../../fake-imsg/process/files/file-device.ts';
import { fileWith, openAs } from '../../../support/chat-db/reading.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { countingIds, createTestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';
import { temporaryFolder } from '../../../support/processes/node-script.ts';

const LATE = '0.15.10';
const EARLIER = '0.15.2';
const ALICE = '+15550001111';
const BOB = '+15550002222';
const BY_SMS = '+15550003333';
const CREW = { name: 'Crew', with: [ALICE, BOB] };

async function start(build: string, facts = bridge) {
  const mac = createTestMac({ facts });
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'hi' });
  mac.device.schedule({ kind: 'text', from: BY_SMS, text: 'hi', service: 'SMS' });
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'all', chat: CREW }, { inMs: 500 });
  await mac.pass(1_000);
  const ask = async (method: string, params: object, ms = 1_000) => {
    const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
    imsg.ask(1, method, params);
    await mac.pass(ms);
    return imsg.answer(1);
  };
  return { mac, ask };
}

describe('people who are to be in a chat (wire-11.12)', () => {
  it.each([BY_SMS, '+15550009013'])(
    'are refused as a whole where iMessage does not reach one: %s',
    async (who) => {
      const { mac, ask } = await start(LATE);
      const chats = () => mac.all('SELECT guid FROM chat');
      const before = chats();
      const { error } = await ask('chats.create', { addresses: [BOB, who], name: 'New', text: 'gm' });
      expect(error).toMatchObject({
        code: -32001,
        data: {
          operation: 'create-chat',
          detail: `Dylib error: Address is not reachable on iMessage: ${who}`,
        },
      });
      expect((await ask('chats.create', { addresses: [who] })).error.code).toBe(-32001);
      expect((await ask('group.addParticipant', { chat_id: 3, address: who })).error.data.detail).toContain(
        who,
      );
      expect(chats()).toEqual(before);
      expect(mac.device.sent()).toEqual([]);
      expect(await ask('chats.create', { addresses: [BOB, '+15550004444'] })).toHaveProperty('result');
    },
  );

  it('are taken as they come by earlier releases', async () => {
    const { ask } = await start(EARLIER);
    expect(await ask('chats.create', { addresses: [BOB, BY_SMS] })).toHaveProperty('result');
  });
});

describe('a file that a script sends by itself (wire-11.18)', () => {
  const sending = async (build: string, fault?: string) => {
    const { mac, ask } = await start(build, basic);
    if (fault) mac.device.schedule({ kind: 'fault', fault });
    await mac.pass(1);
    return { mac, answer: await ask('send', { chat_id: 1, file: '/tmp/a.png' }, 12_000) };
  };

  it('is proven by its row', async () => {
    const { mac, answer } = await sending(LATE);
    const { guid } = mac.device.sent()[0]!;
    expect(answer.result).toMatchObject({ ok: true, id: expect.any(Number), guid, service: 'iMessage' });
    expect((await sending(EARLIER)).answer.result).not.toHaveProperty('guid');
  });

  it.each(['send-swallowed', 'send-late=20s'])(
    'is unknown where it is not there in time: %s',
    async (fault) => {
      const { answer } = await sending(LATE, fault);
      expect(answer.error).toMatchObject({
        code: -32001,
        data: {
          disposition: 'may_have_completed',
          detail: expect.stringContaining('no matching outgoing attachment row'),
        },
      });
      expect((await sending(EARLIER, fault)).answer.result).toMatchObject({ ok: true });
    },
  );
});

describe('the same file sent twice (wire-11.18)', () => {
  const twice = { chat_id: 1, file: '/tmp/a.png' };

  it('is proven by the row of each', async () => {
    const { mac, ask } = await start(LATE, basic);
    const first = await ask('send', twice, 12_000);
    const second = await ask('send', twice, 12_000);
    const guids = mac.device.sent().map(({ guid }) => guid);
    expect([first.result.guid, second.result.guid]).toEqual(guids);
    expect(new Set(guids).size).toBe(2);
  });

  it('is so at once, and also on a bare file, where nothing is copied', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'a.png');
    writeFileSync(file, 'a');
    const path = join(folder, 'chat.db');
    const db = new Database(path);
    createChatDb(db);
    db.close();
    const clock = createManualClock(Date.UTC(2026, 0, 5));
    const device = openFileDevice(path, { clock, ids: countingIds() });
    onTestFinished(() => device.close());
    device.schedule({ kind: 'text', from: ALICE, text: 'hi' });
    await clock.advance(1_000);
    device.step();
    const imsg = startTestImsg(device, { env: { FAKE_IMSG_BUILD: LATE } });
    imsg.ask(1, 'send', { chat_id: 1, file });
    imsg.ask(2, 'send', { chat_id: 1, file });
    await clock.advance(3_000);
    const guids = device.sent().map(({ guid }) => guid);
    expect([1, 2].map((id) => imsg.answer(id).result.guid)).toEqual(guids);
  });
});

it('one file that two rows have proves nothing (wire-11.18)', () => {
  const file = fileWith({ id: 1, text: null, is_from_me: 1 }, { id: 2, text: null, is_from_me: 1 });
  file.db.exec(`INSERT INTO attachment (ROWID, filename) VALUES (1, '~/a.png'), (2, '~/b.png');
    INSERT INTO message_attachment_join VALUES (1, 1), (2, 1), (2, 2)`);
  const { ownRows } = openAs(file, LATE);
  const find = (filename: string, chatId: number, above = 0) =>
    ownRows.withFile({ filename, chatId, from: 0n, above });
  expect(find('~/a.png', 1)).toBeNull();
  expect(find('~/a.png', 1, 1)).toMatchObject({ id: 2 });
  expect(find('~/b.png', 1)).toMatchObject({ id: 2 });
  expect(find('~/b.png', 2)).toBeNull();
});

describe('a chat that Messages does not know by its guid (wire-11.18)', () => {
  const sending = async (build: string, params: object) => {
    const { mac, ask } = await start(build, basic);
    mac.device.schedule({ kind: 'fault', fault: 'send-no-chat@count:1' });
    await mac.pass(1);
    return { mac, answer: await ask('send', { text: 'on my way', ...params }, 12_000) };
  };

  it('is reached by the one person in it', async () => {
    const { mac, answer } = await sending(LATE, { chat_id: 1 });
    expect(answer.result).toMatchObject({ ok: true, service: 'iMessage' });
    expect(mac.device.sent()).toMatchObject([{ chatGuid: `any;-;${ALICE}`, text: 'on my way' }]);
  });

  it('becomes an SMS where that person is not known either, as for a person named', async () => {
    const { mac, ask } = await start(LATE, basic);
    mac.device.schedule({ kind: 'fault', fault: 'send-no-chat@count:1-2' });
    await mac.pass(1);
    const answer = await ask('send', { to: ALICE, text: 'on my way' }, 12_000);
    expect(answer.result).toMatchObject({ ok: true, service: 'SMS' });
    expect(mac.device.sent()).toMatchObject([{ text: 'on my way', service: 'SMS' }]);
  });

  it('is told of as it failed at last where there is to be no SMS', async () => {
    const { mac, ask } = await start(LATE, basic);
    mac.device.schedule({ kind: 'fault', fault: 'send-no-chat@count:1' });
    mac.device.schedule({ kind: 'fault', fault: 'send-unknown@count:1' });
    await mac.pass(1);
    const answer = await ask('send', { to: ALICE, text: 'on my way' }, 12_000);
    expect(answer.error.data).toMatchObject({ disposition: 'may_have_completed', retry_safe: false });
    expect(mac.device.sent()).toMatchObject([{ service: 'iMessage' }]);
  });

  it.each([
    [LATE, { chat_id: 3 }],
    [EARLIER, { chat_id: 1 }],
  ])('is not in a group, nor before: %s, %j', async (build, params) => {
    const { mac, answer } = await sending(build, params);
    expect(answer.error.data).toMatchObject({ disposition: 'not_started', retry_safe: true });
    expect(mac.device.sent()).toEqual([]);
  });
});

it.each([
  ['0.13.4', undefined],
  ['0.14.1', 'Alice Example'],
  [LATE, 'Alice Example'],
])('a direct chat is named by the one who is left in it, in %s as %s (wire-11.20)', async (build, name) => {
  const { mac } = await start(build);
  mac.device.schedule({ kind: 'contacts', people: [{ name: 'Alice Example', handles: [ALICE] }] });
  await mac.pass(1);
  mac.device.openReader().exec("UPDATE chat SET chat_identifier = 'old@example.com' WHERE ROWID = 1");
  const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
  // The newest reads Contacts behind what it is asked first.
  imsg.ask(1, 'chats.list');
  await mac.pass(100);
  imsg.ask(2, 'chats.list');
  await mac.pass(1);
  const { chats } = imsg.answer(2).result;
  const direct = chats.find(({ id }: { id: number }) => id === 1);
  expect(direct.contact_name).toBe(name);
});
