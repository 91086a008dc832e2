import { describe, expect, it } from 'vitest';
import { messageGuid } from '../../../../../fake-imsg/world/event/derived.ts';
import { copyGuid } from '../../../../../fake-imsg/world/owner/self-text.ts';
import { createTestMac } from '../../../../support/devices/fake-mac.ts';

const ALICE = '+15550001111';
const ME = '+15550000001';
const ROWS = `SELECT m.guid, m.is_from_me AS mine, h.id AS handle, m.is_sent AS sent, m.is_delivered AS delivered,
  m.is_read AS read, m.text IS NULL AS noText, m.attributedBody IS NULL AS noBody
  FROM message m LEFT JOIN handle h ON h.ROWID = m.handle_id ORDER BY m.ROWID`;

describe('what the owner writes on another device', () => {
  it('is delivered soon after in a direct chat, and never in a group', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'own-text', text: 'hi', to: ALICE });
    mac.device.schedule({ kind: 'own-text', text: 'all', chat: { name: 'Team', with: [ALICE] } });
    await mac.pass(200);
    expect(mac.all(ROWS)).toMatchObject([
      { mine: 1, handle: ALICE, sent: 1, delivered: 0 },
      { mine: 1, handle: null, sent: 1, delivered: 0 },
    ]);
    await mac.pass(3000);
    expect(mac.all(ROWS)).toMatchObject([{ delivered: 1 }, { delivered: 0 }]);
  });
});

describe('a message to oneself', () => {
  it('is one row that is delivered and read as it appears', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'self-text', text: 'note' });
    await mac.pass(3000);
    expect(mac.all(ROWS)).toMatchObject([{ mine: 1, handle: ME, sent: 1, delivered: 1, read: 1, noBody: 0 }]);
    expect(
      mac.all('SELECT date_read < date_delivered AS readFirst, date_read > 0 AS dated FROM message'),
    ).toEqual([{ readFirst: 1, dated: 1 }]);
    expect(mac.all('SELECT chat_identifier AS chat FROM chat')).toEqual([{ chat: ME }]);
  });

  it.each([
    ['sent', [1, 0]],
    ['received', [0, 1]],
  ])('is two rows with GUIDs of their own, the %s one first', async (first, order) => {
    const mac = createTestMac();
    const eventId = mac.device.schedule({ kind: 'self-text', text: 'note', rows: 2, first, gapMs: 700 });
    await mac.pass(600);
    expect(mac.all(ROWS)).toHaveLength(1);
    await mac.pass(200);
    const rows = mac.all<{ guid: string; mine: number }>(ROWS);
    expect(rows.map(({ mine }) => mine)).toEqual(order);
    expect(new Set(rows.map(({ guid }) => guid))).toEqual(new Set([messageGuid(eventId), copyGuid(eventId)]));
    expect(mac.all('SELECT chat_id FROM chat_message_join')).toEqual([{ chat_id: 1 }, { chat_id: 1 }]);
  });

  it('leaves its outgoing row without text where older systems do', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'self-text', text: 'note', rows: 2, bare: true, gapMs: 0 });
    await mac.pass(100);
    expect(mac.all(ROWS)).toMatchObject([
      { mine: 1, noText: 1, noBody: 1 },
      { mine: 0, noText: 0, noBody: 0 },
    ]);
  });
});

describe('a row that is flipped', () => {
  it('looks like somebody else wrote it until it is turned in place', async () => {
    const mac = createTestMac();
    const eventId = mac.device.schedule({ kind: 'flip', text: 'mine', to: ALICE, flipMs: 200 });
    await mac.pass(199);
    const guid = messageGuid(eventId);
    expect(mac.all(ROWS)).toMatchObject([{ guid, mine: 0, handle: null, sent: 0 }]);
    await mac.pass(1);
    expect(mac.all(ROWS)).toMatchObject([{ guid, mine: 1, handle: ALICE, sent: 1 }]);
  });
});

describe('a row that does not say who wrote it', () => {
  it('has no handle, while its chat has', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'who?', noHandle: true });
    await mac.pass(100);
    expect(mac.all('SELECT handle_id AS handle, is_from_me AS mine FROM message')).toEqual([
      { handle: 0, mine: 0 },
    ]);
    expect(mac.all('SELECT COUNT(*) AS others FROM chat_handle_join')).toEqual([{ others: 1 }]);
  });
});

describe('other services', () => {
  it('leave their mark on handle, row and chat (file-3.3)', async () => {
    const mac = createTestMac();
    const BUSINESS = 'urn:biz:0f8fad5b-d9cb-469f-a165-70867728950e';
    mac.device.schedule({ kind: 'text', from: '262966', text: 'code 1234', service: 'SMS' });
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'hi from Android', service: 'RCS' });
    mac.device.schedule({ kind: 'text', from: BUSINESS, text: 'Your order' });
    await mac.pass(150);
    // RCS rows wait longer for their chat.
    expect(mac.all('SELECT message_id AS row FROM chat_message_join ORDER BY 1')).toEqual([
      { row: 1 },
      { row: 3 },
    ]);
    await mac.pass(1000);
    expect(
      mac.all(`SELECT h.id, h.service, h.country, m.service AS rowService, s.service AS chatService FROM message m
        JOIN handle h ON h.ROWID = m.handle_id JOIN chat_message_join j ON j.message_id = m.ROWID
        JOIN chat_service s ON s.chat = j.chat_id ORDER BY m.ROWID`),
    ).toEqual([
      { id: '262966', service: 'SMS', country: null, rowService: 'SMS', chatService: 'SMS' },
      { id: ALICE, service: 'RCS', country: 'us', rowService: 'RCS', chatService: 'RCS' },
      { id: BUSINESS, service: 'iMessage', country: null, rowService: 'iMessage', chatService: 'iMessage' },
    ]);
    expect(mac.all('SELECT guid FROM chat WHERE chat_identifier = ?', BUSINESS)).toEqual([
      { guid: `any;-;${BUSINESS}` },
    ]);
  });
});
