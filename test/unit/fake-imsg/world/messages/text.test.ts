import { NSAttributedString, Unarchiver } from '@parseaple/typedstream';
import { describe, expect, it } from 'vitest';
import { appleNs } from '../../../../../fake-imsg/chat-db/schema/apple-time.ts';
import { groupIdentifier } from '../../../../../fake-imsg/world/event/conversation.ts';
import { messageGuid } from '../../../../../fake-imsg/world/event/derived.ts';
import { createTestMac } from '../../../../support/devices/fake-mac.ts';

const ALICE = '+15550001111';

describe('an incoming text', () => {
  it('arrives in a DM with the row conventions of macOS 26 (file-3.5)', async () => {
    const mac = createTestMac();
    const eventId = mac.device.schedule({ kind: 'text', from: ALICE, text: 'hello' });
    await mac.pass(60);
    expect(mac.all('SELECT * FROM chat')).toMatchObject([
      {
        guid: 'any;-;+15550001111',
        style: 45,
        state: 3,
        chat_identifier: ALICE,
        service_name: 'iMessage',
        room_name: null,
        display_name: '',
        account_login: 'P:+15550000001',
        last_addressed_handle: '+15550000001',
        is_filtered: 0,
        successful_query: 1,
      },
    ]);
    expect(mac.all('SELECT * FROM message')).toMatchObject([
      {
        guid: messageGuid(eventId),
        version: 10,
        service: 'iMessage',
        handle_id: 1,
        is_from_me: 0,
        is_finished: 1,
        is_delivered: 1,
        is_sent: 0,
        is_read: 0,
        date_read: 0,
        date_delivered: 0,
        part_count: 1,
        cache_roomnames: null,
        destination_caller_id: '+15550000001',
        ck_record_id: null,
        reply_to_guid: null,
      },
    ]);
    expect(mac.all('SELECT chat_id, message_id FROM chat_message_join')).toEqual([
      { chat_id: 1, message_id: 1 },
    ]);
    expect(mac.all('SELECT * FROM chat_lookup')).toEqual([
      { identifier: ALICE, domain: 'iMessage', chat: 1, priority: 0 },
    ]);
  });

  it('stands without a chat for 1 to 50 ms (file-9)', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'hello' });
    const joinDueMs = mac.device.step();
    const delayMs = joinDueMs! - mac.clock.wallMs();
    expect(delayMs).toBeGreaterThanOrEqual(1);
    expect(delayMs).toBeLessThanOrEqual(50);
    await mac.pass(delayMs - 1);
    expect(mac.all('SELECT * FROM message')).toHaveLength(1);
    expect(mac.all('SELECT * FROM chat_message_join')).toEqual([]);
    await mac.pass(1);
    expect(mac.all('SELECT * FROM chat_message_join')).toHaveLength(1);
  });

  it('is late for its chat, or never gets there, as it is told', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'late', joinMs: 300 });
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'lost', joinMs: 'never' });
    await mac.pass(299);
    expect(mac.all('SELECT * FROM message')).toHaveLength(2);
    expect(mac.all('SELECT * FROM chat_message_join')).toEqual([]);
    await mac.pass(3_600_000);
    expect(mac.all('SELECT message_id FROM chat_message_join')).toEqual([{ message_id: 1 }]);
  });

  it('keeps the text out of the text column on about half of the rows, and never out of the body (file-4.1)', async () => {
    const mac = createTestMac();
    for (let index = 0; index < 200; index += 1) {
      mac.device.schedule({ kind: 'text', from: ALICE, text: `number ${index}` }, { inMs: index });
    }
    await mac.pass(300);
    const rows = mac.all<{ text: string | null; attributedBody: Buffer }>(
      'SELECT text, attributedBody FROM message ORDER BY ROWID',
    );
    const bodies = rows.map((row) => {
      const body = Unarchiver.open(row.attributedBody).decodeSingleRoot();
      return body instanceof NSAttributedString ? String(body.string) : null;
    });
    expect(bodies).toEqual(rows.map((_, index) => `number ${index}`));
    expect(rows.every((row, index) => row.text === null || row.text === bodies[index])).toBe(true);
    const inBodyOnly = rows.filter((row) => row.text === null).length;
    expect(inBodyOnly).toBeGreaterThan(70);
    expect(inBodyOnly).toBeLessThan(130);
  });

  it('gets a high rowid and an old date when it was held up', async () => {
    const mac = createTestMac();
    const sentMs = mac.clock.wallMs() - 3 * 3_600_000;
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'new' });
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'old', sentMs }, { inMs: 1 });
    await mac.pass(100);
    const [fresh, old] = mac.all<{ ms: number }>('SELECT date / 1000000 AS ms FROM message ORDER BY ROWID');
    expect(old!.ms).toBe(Number(appleNs(sentMs) / 1_000_000n) + 0);
    expect(fresh!.ms - old!.ms).toBe(3 * 3_600_000);
  });

  it('names the message before it in the chat', async () => {
    const mac = createTestMac();
    const first = mac.device.schedule({ kind: 'text', from: ALICE, text: 'one' });
    await mac.pass(100);
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'two' });
    await mac.pass(100);
    expect(mac.all('SELECT reply_to_guid AS guid FROM message ORDER BY ROWID')).toEqual([
      { guid: null },
      { guid: messageGuid(first) },
    ]);
  });

  it('makes a group on first use and finds it again by name (file-3.4)', async () => {
    const mac = createTestMac();
    const chat = { name: 'Lunch', with: ['bob@example.com'] };
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'one', chat });
    mac.device.schedule({ kind: 'text', from: '+15550001113', text: 'two', chat: { name: 'Lunch' } });
    await mac.pass(100);
    const identifier = groupIdentifier('Lunch', []);
    expect(identifier).toMatch(/^chat6\d{17}$/);
    expect(mac.all('SELECT guid, style, room_name, display_name FROM chat')).toEqual([
      { guid: `any;+;${identifier}`, style: 43, room_name: identifier, display_name: 'Lunch' },
    ]);
    const people =
      'SELECT id FROM handle JOIN chat_handle_join ON handle_id = handle.ROWID ORDER BY handle.ROWID';
    expect(mac.all(people)).toEqual([{ id: ALICE }, { id: 'bob@example.com' }, { id: '+15550001113' }]);
    expect(mac.all('SELECT cache_roomnames AS room FROM message ORDER BY ROWID')).toEqual([
      { room: identifier },
      { room: identifier },
    ]);
  });

  it('joins a chat named by guid, whichever service the guid names', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'one' });
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'two', chat: `iMessage;-;${ALICE}` });
    await mac.pass(100);
    expect(mac.all('SELECT guid FROM chat')).toEqual([{ guid: `any;-;${ALICE}` }]);
    expect(mac.all('SELECT chat_id FROM chat_message_join')).toHaveLength(2);
  });

  it('by SMS has a handle of its own and becomes the current service of the one chat', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'blue' });
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'green', service: 'sms' });
    await mac.pass(100);
    expect(mac.all('SELECT id, service FROM handle ORDER BY ROWID')).toEqual([
      { id: ALICE, service: 'iMessage' },
      { id: ALICE, service: 'SMS' },
    ]);
    expect(mac.all('SELECT service_name FROM chat')).toEqual([{ service_name: 'SMS' }]);
    expect(mac.all('SELECT service FROM chat_service ORDER BY service')).toEqual([
      { service: 'SMS' },
      { service: 'iMessage' },
    ]);
  });
});

describe('a text of the owner from another device', () => {
  it('arrives as one finished outgoing row that is no send of this Mac', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'own-text', to: ALICE, text: 'from my phone' });
    await mac.pass(60);
    expect(mac.all('SELECT is_from_me, is_sent, is_delivered, handle_id FROM message')).toEqual([
      { is_from_me: 1, is_sent: 1, is_delivered: 0, handle_id: 1 },
    ]);
    expect(mac.device.sent()).toEqual([]);
  });

  it('has no handle in a group', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'own-text', chat: { name: 'Lunch', with: [ALICE] }, text: 'hi all' });
    await mac.pass(60);
    expect(mac.all('SELECT handle_id FROM message')).toEqual([{ handle_id: 0 }]);
  });
});
