import { describe, expect, it } from 'vitest';
import { binaryPlist } from '../../../../../fake-imsg/chat-db/blobs/binary-plist.ts';
import { readPlist } from '../../../../../fake-imsg/chat-db/blobs/plist-reader.ts';
import { messageGuid } from '../../../../../fake-imsg/world/event/derived.ts';
import { groupPhotoGuid } from '../../../../../fake-imsg/world/groups/icon.ts';
import { createTestMac, type TestMac } from '../../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';
const BOB = '+15550002222';
const CAROL = 'carol@example.com';
const CREW = { name: 'Crew', with: [ALICE, BOB] };

const NOTES = `SELECT m.guid, m.item_type AS type, m.group_action_type AS action, m.group_title AS title,
    m.is_from_me AS own, h.id AS by, o.id AS who, m.text, m.attributedBody AS body, m.message_summary_info AS summary
  FROM message m LEFT JOIN handle h ON h.ROWID = m.handle_id LEFT JOIN handle o ON o.ROWID = m.other_handle
  WHERE m.item_type != 0 ORDER BY m.ROWID`;
const NOTHING = { text: null, body: null, summary: null };

const members = (mac: TestMac) =>
  mac
    .all<{ id: string }>(
      'SELECT h.id FROM chat_handle_join j JOIN handle h ON h.ROWID = j.handle_id WHERE j.chat_id = 1 ORDER BY h.id',
    )
    .map(({ id }) => id);
const chat = (mac: TestMac) => mac.all('SELECT display_name AS name, state, properties FROM chat')[0];

async function macWith(event: object, ...more: object[]) {
  const mac = createTestMac();
  const ids: string[] = [];
  for (const one of [{ kind: 'text', from: ALICE, text: 'hi', chat: CREW }, event, ...more]) {
    ids.push(mac.device.schedule(one as { kind: string }));
    await mac.pass(1000);
  }
  return { mac, guid: messageGuid(ids[1]!), eventId: ids[1]! };
}

describe('a group', () => {
  it('is there before anybody writes, with the note that it was named', async () => {
    const mac = createTestMac();
    const eventId = mac.device.schedule({ kind: 'group-create', chat: CREW, by: ALICE });
    await mac.pass(1000);
    expect(members(mac)).toEqual([ALICE, BOB]);
    expect(mac.all('SELECT style, state, display_name AS name, service_name AS service FROM chat')).toEqual([
      { style: 43, state: 3, name: 'Crew', service: 'iMessage' },
    ]);
    expect(mac.all(NOTES)).toEqual([
      {
        ...NOTHING,
        guid: messageGuid(eventId),
        type: 2,
        action: 0,
        title: 'Crew',
        own: 0,
        by: ALICE,
        who: null,
      },
    ]);
  });

  it('without a name has no note', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'group-create', chat: { with: [ALICE, BOB] } });
    await mac.pass(1000);
    expect(members(mac)).toEqual([ALICE, BOB]);
    expect(mac.all('SELECT ROWID FROM message')).toEqual([]);
  });

  it('is renamed by somebody', async () => {
    const { mac, guid } = await macWith({ kind: 'group-rename', chat: CREW, name: 'Lunch', by: BOB });
    expect(chat(mac)).toMatchObject({ name: 'Lunch' });
    expect(mac.all(NOTES)).toEqual([
      { ...NOTHING, guid, type: 2, action: 0, title: 'Lunch', own: 0, by: BOB, who: null },
    ]);
  });

  it('loses its name', async () => {
    const { mac, guid } = await macWith({ kind: 'group-rename', chat: CREW, name: '' });
    expect(chat(mac)).toMatchObject({ name: '' });
    expect(mac.all(NOTES)).toEqual([
      { ...NOTHING, guid, type: 2, action: 0, title: null, own: 1, by: null, who: null },
    ]);
  });

  it('gets another member', async () => {
    const { mac, guid } = await macWith({ kind: 'group-join', chat: CREW, who: CAROL, by: ALICE });
    expect(members(mac)).toEqual([ALICE, BOB, CAROL]);
    expect(mac.all(NOTES)).toMatchObject([{ guid, type: 1, action: 0, own: 0, by: ALICE, who: CAROL }]);
  });

  it('loses a member to another, and messages that name them do not bring them back', async () => {
    const text = { kind: 'text', from: ALICE, text: 'bye', chat: CREW };
    const { mac, guid } = await macWith({ kind: 'group-remove', chat: CREW, who: BOB, by: ALICE }, text);
    expect(members(mac)).toEqual([ALICE]);
    expect(mac.all(NOTES)).toMatchObject([{ guid, type: 1, action: 1, own: 0, by: ALICE, who: BOB }]);
    mac.device.schedule({ kind: 'group-join', chat: CREW, who: BOB });
    await mac.pass(1000);
    expect(members(mac)).toEqual([ALICE, BOB]);
  });

  it('is left by a member', async () => {
    const { mac, guid } = await macWith({ kind: 'group-leave', chat: CREW, who: BOB });
    expect(members(mac)).toEqual([ALICE]);
    expect(mac.all(NOTES)).toMatchObject([{ guid, type: 3, action: 0, own: 0, by: BOB, who: null }]);
  });

  it('is left by the owner, and takes the owner back', async () => {
    const { mac, guid } = await macWith({ kind: 'group-leave', chat: CREW });
    expect(chat(mac)).toMatchObject({ state: 0 });
    expect(members(mac)).toEqual([ALICE, BOB]);
    expect(mac.all(NOTES)).toMatchObject([{ guid, type: 3, action: 0, own: 1, by: null, who: null }]);
    mac.device.schedule({ kind: 'group-join', chat: CREW, by: ALICE });
    await mac.pass(1000);
    expect(chat(mac)).toMatchObject({ state: 3 });
    expect(mac.all(NOTES)[1]).toMatchObject({ type: 1, action: 0, own: 0, by: ALICE, who: '+15550000001' });
    mac.device.schedule({ kind: 'group-remove', chat: CREW, by: ALICE });
    await mac.pass(1000);
    expect(chat(mac)).toMatchObject({ state: 0 });
  });

  it('gets a photo as an attachment of the note, and loses it', async () => {
    const { mac, guid, eventId } = await macWith({ kind: 'group-icon', chat: CREW, by: BOB });
    expect(mac.all(NOTES)).toMatchObject([{ guid, type: 3, action: 1, by: BOB }]);
    const attachmentGuid = groupPhotoGuid(eventId);
    expect(mac.all('SELECT guid, transfer_name AS name, transfer_state AS state FROM attachment')).toEqual([
      { guid: attachmentGuid, name: 'GroupPhotoImage', state: 5 },
    ]);
    const properties = (chat(mac) as { properties: Buffer }).properties.toString('latin1');
    expect(properties).toContain(attachmentGuid);
    mac.device.schedule({ kind: 'group-icon', chat: CREW, cleared: true });
    await mac.pass(1000);
    expect(mac.all(NOTES)[1]).toMatchObject({ type: 3, action: 2, own: 1 });
    expect((chat(mac) as { properties: Buffer }).properties.toString('latin1')).not.toContain('groupPhoto');
  });

  it('keeps what else its properties say', async () => {
    const { mac } = await macWith({ kind: 'group-rename', chat: CREW, name: 'Lunch' });
    const muted = binaryPlist({ pv: 2, ignoreAlertsFlag: true });
    mac.device.openReader().prepare('UPDATE chat SET properties = ?').run(muted);
    mac.device.schedule({ kind: 'group-icon', chat: CREW, cleared: true });
    await mac.pass(100);
    const { properties } = chat(mac) as { properties: Buffer };
    expect(readPlist(properties)).toEqual({ pv: 2, ignoreAlertsFlag: true });
  });

  it('tells of its changes as messages without text', async () => {
    const { mac } = await macWith({ kind: 'group-rename', chat: CREW, name: 'Lunch', by: BOB });
    const imsg = startTestImsg(mac.device);
    imsg.ask(1, 'messages.history', { chat_id: 1 });
    await mac.clock.advance(0);
    expect(imsg.answer(1).result.messages).toMatchObject([
      { text: '', sender: BOB, is_from_me: false, chat_name: 'Lunch' },
      { text: 'hi', sender: ALICE },
    ]);
  });

  it.each([
    [{ kind: 'group-join', chat: CREW }, 'group-join: the field "who" is missing; say who is added'],
    [{ kind: 'group-remove', chat: CREW, who: BOB, by: BOB }, 'the field "who" is "+15550002222"; say who'],
    [{ kind: 'group-rename', chat: 'any;-;x', name: 'x' }, 'the field "chat" is "any;-;x"; give a group'],
    [{ kind: 'group-rename', chat: CREW }, 'the field "name" is missing'],
  ])('%j cannot happen', (event, message) => {
    const mac = createTestMac();
    expect(() => mac.device.schedule(event)).toThrow(message);
  });
});
