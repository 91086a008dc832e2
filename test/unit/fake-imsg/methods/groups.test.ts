import { describe, expect, it } from 'vitest';
import { UnusableFile } from '../../../../fake-imsg/device/staged-file.ts';
import { bridge } from '../../../../fake-imsg/environments.ts';
import { buildsFrom } from '../../../support/builds.ts';
import { createTestMac, type TestMac } from '../../../support/devices/fake-mac.ts';
import { isStrict } from '../../../support/methods/method-case.ts';
import { startTestImsg } from '../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const BOB = '+15550002222';
const CREW = { name: 'Crew', with: [ALICE, BOB] };
const BUILDS = buildsFrom('0.7.3');

async function crewMac(build = 'current', facts = bridge) {
  const mac = createTestMac({ facts });
  mac.device.schedule({ kind: 'text', from: ALICE, text: 'hi', chat: CREW });
  await mac.pass(100);
  const { guid } = mac.all<{ guid: string }>('SELECT guid FROM chat')[0]!;
  const imsg = startTestImsg(mac.device, { env: { FAKE_IMSG_BUILD: build } });
  let id = 0;
  const ask = async (method: string, params: object, waitMs = 1000) => {
    id += 1;
    imsg.ask(id, method, params);
    await mac.pass(waitMs);
    return imsg.answer(id);
  };
  return { mac, guid, ask };
}

const members = (mac: TestMac) =>
  mac
    .all<{ id: string }>(
      'SELECT h.id FROM chat_handle_join j JOIN handle h ON h.ROWID = j.handle_id WHERE j.chat_id = 1 ORDER BY h.id',
    )
    .map(({ id }) => id);
const chat = (mac: TestMac) => mac.all('SELECT display_name AS name, state FROM chat WHERE ROWID = 1')[0];

describe.each(BUILDS)('a group in build %s (wire-5.3)', (build) => {
  it('is renamed, changed and left by the helper', async () => {
    const { mac, guid, ask } = await crewMac(build);
    expect(await ask('group.rename', { chat_id: 1, name: 'Lunch' })).toMatchObject({ result: { ok: true } });
    expect(chat(mac)).toEqual({ name: 'Lunch', state: 3 });
    await ask('group.addParticipant', { chat_guid: guid, address: 'carol@example.com' });
    expect(members(mac)).toEqual([ALICE, BOB, 'carol@example.com']);
    await ask('group.removeParticipant', { chat_guid: guid, address: BOB });
    expect(members(mac)).toEqual([ALICE, 'carol@example.com']);
    expect(await ask('group.setIcon', { chat_guid: guid, file: '/tmp/crew.png' })).toMatchObject({
      result: { ok: true },
    });
    await ask('group.setIcon', { chat_guid: guid });
    await ask('group.leave', { chat_guid: guid });
    expect(chat(mac)).toEqual({ name: 'Lunch', state: 0 });
    expect(
      mac.all(`SELECT item_type AS type, group_action_type AS action, is_from_me AS own
        FROM message WHERE item_type != 0 ORDER BY ROWID`),
    ).toEqual([
      { type: 2, action: 0, own: 1 },
      { type: 1, action: 0, own: 1 },
      { type: 1, action: 1, own: 1 },
      { type: 3, action: 1, own: 1 },
      { type: 3, action: 2, own: 1 },
      { type: 3, action: 0, own: 1 },
    ]);
  });

  it('needs a selector, a name and an address', async () => {
    const { guid, ask } = await crewMac(build);
    const missing = isStrict(build)
      ? 'exactly one of chat_id, chat_identifier, or chat_guid is required'
      : 'chat_guid, chat_identifier, or chat_id is required';
    const refused = (data: string) => ({ error: { code: -32602, message: 'Invalid params', data } });
    expect(await ask('group.leave', {})).toMatchObject(refused(missing));
    expect(await ask('group.leave', { chat_id: 9 })).toMatchObject(refused('unknown chat_id 9'));
    expect(await ask('group.rename', { chat_guid: guid })).toMatchObject(refused('name is required'));
    for (const method of ['group.addParticipant', 'group.removeParticipant']) {
      expect(await ask(method, { chat_guid: guid, address: '' })).toMatchObject(
        refused('address is required'),
      );
    }
  });
});

describe('a group method', () => {
  it('fails in the helper when nobody of that address is there, or no such chat', async () => {
    const { ask, guid } = await crewMac('0.14.1');
    const failed = (operation: string, detail: string) => ({
      error: {
        code: -32001,
        message: 'Delivery outcome unknown',
        data: { disposition: 'may_have_completed', operation, detail: `Dylib error: ${detail}` },
      },
    });
    expect(await ask('group.removeParticipant', { chat_guid: guid, address: 'x@example.com' })).toMatchObject(
      failed('remove-participant', 'Participant not found on chat'),
    );
    expect(await ask('group.leave', { chat_guid: 'any;+;chat1' })).toMatchObject(
      failed('leave-chat', 'Chat not found'),
    );
  });

  it('does not say, as sends do, that nothing was started in a chat that is not there (wire-11.10)', async () => {
    const { ask } = await crewMac();
    expect(await ask('group.leave', { chat_guid: 'any;+;chat1' })).toMatchObject({
      error: {
        code: -32001,
        message: 'Delivery outcome unknown',
        data: { disposition: 'may_have_completed', retry_safe: false, detail: 'Dylib error: Chat not found' },
      },
    });
  });

  it('says it as text in older builds', async () => {
    const { ask } = await crewMac('0.9.0');
    expect(await ask('group.leave', { chat_guid: 'any;+;chat1' })).toMatchObject({
      error: { code: -32603, message: 'Internal error', data: 'Dylib error: Chat not found' },
    });
  });

  it('finds the chat by its identifier, but not in the first build', async () => {
    const { mac, guid, ask } = await crewMac();
    const identifier = guid.slice('any;+;'.length);
    await ask('group.rename', { chat_identifier: identifier, name: 'Lunch' });
    expect(chat(mac)).toMatchObject({ name: 'Lunch' });
    const first = await crewMac('0.8.1');
    expect(await first.ask('group.rename', { chat_identifier: identifier, name: 'Lunch' })).toMatchObject({
      error: { data: 'Dylib error: Chat not found' },
    });
  });

  it.each([
    ['0.13.4', 'chat_guid, chat_identifier, or chat_id is required'],
    ['0.14.1', 'name is required'],
  ])('complains in build %s of %s first', async (build, data) => {
    const { ask } = await crewMac(build);
    expect(await ask('group.rename', {})).toMatchObject({ error: { code: -32602, data } });
  });

  it('answers that it has set a photo which is not there, and sets none', async () => {
    const { mac, guid } = await crewMac();
    const stageFile = () => {
      throw new UnusableFile('Attachment not found at /none.png');
    };
    const imsg = startTestImsg({ ...mac.device, stageFile });
    imsg.ask(1, 'group.setIcon', { chat_guid: guid, file: '/none.png' });
    await mac.pass(1000);
    expect(imsg.answer(1).result).toEqual({ ok: true });
    expect(mac.all('SELECT ROWID FROM attachment')).toEqual([]);
  });

  it('sets the photo that it is told', async () => {
    const { mac, guid, ask } = await crewMac();
    await ask('group.setIcon', { chat_guid: guid, file: '/tmp/crew.png' });
    expect(
      mac.all('SELECT transfer_name AS name, uti, is_outgoing AS own, filename FROM attachment'),
    ).toEqual([
      { name: 'GroupPhotoImage', uti: 'public.png', own: 1, filename: expect.stringContaining('crew.png') },
    ]);
  });

  it('changes nothing in a direct chat', async () => {
    const { mac, ask } = await crewMac();
    mac.device.schedule({ kind: 'text', from: BOB, text: 'hi' });
    await mac.pass(100);
    expect(await ask('group.rename', { chat_guid: `any;-;${BOB}`, name: 'x' })).toMatchObject({
      result: { ok: true },
    });
    expect(mac.all('SELECT display_name AS name FROM chat WHERE ROWID = 2')).toEqual([{ name: '' }]);
  });

  it('fails for want of a selector', async () => {
    const { ask, guid } = await crewMac('current', { ...bridge, missingSelectors: ['leaveChat'] });
    expect(await ask('group.leave', { chat_guid: guid })).toMatchObject({
      error: { code: -32001, data: { detail: 'Dylib error: leaveChat not available' } },
    });
  });
});
