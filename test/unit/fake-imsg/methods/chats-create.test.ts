import { describe, expect, it } from 'vitest';
import { bridge } from '../../../../fake-imsg/environments.ts';
import { createTestMac } from '../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const BOB = '+15550002222';

function openMac(build = 'current') {
  const mac = createTestMac({ facts: bridge });
  const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
  let id = 0;
  const ask = async (method: string, params: object) => {
    id += 1;
    imsg.ask(id, method, params);
    await mac.pass(1000);
    return imsg.answer(id);
  };
  return { mac, ask };
}

describe('chats.create', () => {
  it('makes a group with a name and a first message', async () => {
    const { mac, ask } = openMac();
    const { result } = await ask('chats.create', { addresses: [ALICE, BOB], name: 'Crew', text: 'gm' });
    expect(mac.all('SELECT guid, display_name AS name, style FROM chat')).toEqual([
      { guid: result.chat_guid, name: 'Crew', style: 43 },
    ]);
    expect(result).toEqual({
      ok: true,
      chat_guid: expect.stringMatching(/^any;\+;[\da-f]{32}$/),
      message_guid: expect.stringMatching(/^[\dA-F-]{36}$/),
      service: 'iMessage',
    });
    expect(mac.device.sent()).toMatchObject([
      { guid: result.message_guid, chatGuid: result.chat_guid, text: 'gm' },
    ]);
  });

  it('finds the group of the same people again, and the direct chat of one', async () => {
    const { mac, ask } = openMac();
    const { result } = await ask('chats.create', { addresses: [ALICE, BOB] });
    expect(await ask('chats.create', { addresses: [BOB, ALICE] })).toMatchObject({
      result: { chat_guid: result.chat_guid },
    });
    expect(await ask('chats.create', { addresses: [ALICE] })).toMatchObject({
      result: { ok: true, chat_guid: `any;-;${ALICE}`, service: 'iMessage' },
    });
    expect(mac.all('SELECT ROWID FROM chat')).toHaveLength(1);
    await ask('chats.create', { addresses: [ALICE], text: 'hi' });
    expect(mac.device.sent()).toMatchObject([{ chatGuid: `any;-;${ALICE}`, text: 'hi' }]);
  });

  it('makes another group once somebody has left the one there was', async () => {
    const { mac, ask } = openMac();
    const { result } = await ask('chats.create', { addresses: [ALICE, BOB], name: 'Crew' });
    mac.device.schedule({ kind: 'group-leave', chat: result.chat_guid, who: BOB });
    await mac.pass(100);
    const again = await ask('chats.create', { addresses: [ALICE, BOB] });
    expect(again.result.chat_guid).not.toBe(result.chat_guid);
    expect(mac.all('SELECT ROWID FROM chat')).toHaveLength(2);
  });

  it.each(['0.7.3', '0.8.1', '0.9.0'])('tells no more than the guid in build %s', async (build) => {
    const { ask } = openMac(build);
    const { result } = await ask('chats.create', { addresses: [ALICE, BOB], text: 'gm' });
    expect(Object.keys(result).sort()).toEqual(['chat_guid', 'ok']);
  });

  it.each([
    ['0.9.0', { code: -32603, data: 'Dylib error: Unsupported chat-create service: sms' }],
    ['0.13.4', undefined],
    ['0.14.1', { code: -32602, data: 'service must be iMessage' }],
  ])('knows in build %s which services there are (wire-11.12)', async (build, error) => {
    const { ask } = openMac(build);
    const answer = await ask('chats.create', { addresses: [ALICE], service: 'sms' });
    if (error) expect(answer.error).toMatchObject(error);
    else expect(answer.result).toMatchObject({ ok: true, service: 'SMS' });
    expect(await ask('chats.create', { addresses: [ALICE], service: 'IMESSAGE' })).toHaveProperty('result');
  });

  it.each(['0.8.1', 'current'])('needs addresses in build %s (wire-11.12)', async (build) => {
    const { ask } = openMac(build);
    const error = { code: -32602, data: 'addresses is required (non-empty array of phone/email)' };
    expect(await ask('chats.create', {})).toMatchObject({ error });
    expect(await ask('chats.create', { addresses: [] })).toMatchObject({ error });
    expect(await ask('chats.create', { addresses: [' '] })).toMatchObject({ error });
  });
});

describe.each(['0.8.1', '0.13.4', 'current'])('a chat in build %s', (build) => {
  it('is deleted: its messages are where deleted ones are', async () => {
    const { mac, ask } = openMac(build);
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'hi' });
    await mac.pass(100);
    expect(await ask('chats.delete', { chat_id: 1 })).toMatchObject({ result: { ok: true } });
    expect(mac.all('SELECT message_id FROM chat_message_join')).toEqual([]);
    expect(mac.all('SELECT chat_id, message_id FROM chat_recoverable_message_join')).toEqual([
      { chat_id: 1, message_id: 1 },
    ]);
    expect(mac.all('SELECT ROWID FROM message')).toHaveLength(1);
    expect((await ask('chats.list', {})).result.chats).toEqual([]);
  });

  it('is marked as unread, and read again', async () => {
    const { mac, ask } = openMac(build);
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'one' });
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'two' }, { inMs: 100 });
    await mac.pass(1000);
    const unread = () => mac.all('SELECT ROWID AS id FROM message WHERE is_read = 0');
    expect(await ask('read', { chat_id: 1 })).toMatchObject({ result: { ok: true } });
    expect(unread()).toEqual([]);
    expect(mac.device.effects()).toMatchObject([{ effect: 'read', chatGuid: `any;-;${ALICE}` }]);
    expect(await ask('chats.markUnread', { chat_id: 1 })).toMatchObject({ result: { ok: true } });
    expect(unread()).toEqual([{ id: 2 }]);
    expect(await ask('read', { to: ALICE })).toMatchObject({ result: { ok: true } });
    expect(unread()).toEqual([]);
  });
});
