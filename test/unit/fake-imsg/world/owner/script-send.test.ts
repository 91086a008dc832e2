import { describe, expect, it } from 'vitest';
import { messageGuid } from '../../../../../fake-imsg/world/event/derived.ts';
import { createTestMac } from '../../../../support/devices/fake-mac.ts';

const ALICE = '+15550001111';
const ROW = 'SELECT guid, text, service, is_from_me, is_sent, is_delivered, date_delivered FROM message';

describe('a send by script', () => {
  it('writes the row within 300 ms without a text column, and its chat 5 to 20 ms later', async () => {
    const mac = createTestMac();
    const startMs = mac.clock.wallMs();
    const eventId = mac.device.schedule({ kind: 'script-send', to: ALICE, service: 'iMessage', text: 'hi' });
    const rowMs = mac.device.step()!;
    expect(rowMs - startMs).toBeGreaterThanOrEqual(120);
    expect(rowMs - startMs).toBeLessThanOrEqual(300);
    await mac.pass(rowMs - startMs);
    expect(mac.all(ROW)).toEqual([
      {
        guid: messageGuid(eventId),
        text: null,
        service: 'iMessage',
        is_from_me: 1,
        is_sent: 1,
        is_delivered: 0,
        date_delivered: 0,
      },
    ]);
    expect(mac.all('SELECT * FROM chat_message_join')).toEqual([]);
    const joinMs = mac.device.step()!;
    expect(joinMs - rowMs).toBeGreaterThanOrEqual(5);
    expect(joinMs - rowMs).toBeLessThanOrEqual(20);
    await mac.pass(joinMs - rowMs);
    expect(mac.all('SELECT * FROM chat_message_join')).toHaveLength(1);
  });

  it('counts as physical once the row is there', async () => {
    const mac = createTestMac();
    const atMs = mac.clock.wallMs();
    const eventId = mac.device.schedule({ kind: 'script-send', to: ALICE, service: 'iMessage', text: 'hi' });
    expect(mac.device.sent()).toEqual([]);
    await mac.pass(300);
    expect(mac.device.sent()).toEqual([
      {
        eventId,
        guid: messageGuid(eventId),
        rowid: 1,
        chatGuid: `any;-;${ALICE}`,
        service: 'iMessage',
        text: 'hi',
        transport: 'applescript',
        atMs,
      },
    ]);
  });

  it('is delivered later in a DM, with a date on some rows only', async () => {
    const mac = createTestMac();
    for (let index = 0; index < 40; index += 1) {
      mac.device.schedule({ kind: 'script-send', to: ALICE, service: 'auto', text: `${index}` });
    }
    await mac.pass(320);
    expect(mac.all('SELECT 1 FROM message WHERE is_delivered = 1')).toEqual([]);
    await mac.pass(3000);
    expect(mac.all('SELECT 1 FROM message WHERE is_delivered = 1')).toHaveLength(40);
    const dated = mac.all('SELECT 1 FROM message WHERE date_delivered > 0').length;
    expect(dated).toBeGreaterThan(10);
    expect(dated).toBeLessThan(40);
  });

  it('is never delivered in a group, nor by SMS', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'hi', chat: { name: 'Lunch' } });
    await mac.pass(100);
    const [chat] = mac.all<{ guid: string }>('SELECT guid FROM chat');
    mac.device.schedule({ kind: 'script-send', chatGuid: chat!.guid, service: 'iMessage', text: 'yes' });
    mac.device.schedule({ kind: 'script-send', to: ALICE, service: 'SMS', text: 'yes' });
    await mac.pass(4000);
    expect(mac.device.step()).toBeNull();
    expect(mac.all('SELECT is_sent, is_delivered FROM message WHERE is_from_me = 1')).toEqual([
      { is_sent: 1, is_delivered: 0 },
      { is_sent: 1, is_delivered: 0 },
    ]);
    expect(mac.all('SELECT guid FROM chat')).toHaveLength(2);
  });

  it('uses the current service of the chat when none is asked for', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'green', service: 'SMS' });
    await mac.pass(100);
    mac.device.schedule({ kind: 'script-send', chatGuid: `any;-;${ALICE}`, service: 'auto', text: 'ok' });
    await mac.pass(4000);
    expect(mac.all('SELECT service, is_delivered FROM message WHERE is_from_me = 1')).toEqual([
      { service: 'SMS', is_delivered: 0 },
    ]);
  });

  it.each(['iMessage;+;chat612345678901234561', 'SMS;-;+15550001111'])(
    'leaves for the chat it was begun in, %s, also where another database has none of it by then',
    async (guid) => {
      const mac = createTestMac();
      mac.device.schedule({ kind: 'chat-row', guid, with: [ALICE] });
      await mac.pass(100);
      mac.device.schedule({ kind: 'script-send', chatGuid: guid, service: 'auto', text: 'yes' });
      mac.device.schedule({ kind: 'replace-database', rowids: 'lower' }, { inMs: 50 });
      await mac.pass(1000);
      expect(mac.device.sent()).toMatchObject([{ chatGuid: guid, text: 'yes' }]);
      mac.device.schedule({ kind: 'text', from: ALICE, text: 'thanks', chat: guid });
      await mac.pass(100);
      const rowsOf =
        'SELECT guid, COUNT(*) AS rows FROM chat_message_join JOIN chat ON chat.ROWID = chat_id WHERE guid = ?';
      expect(mac.device.openReader().prepare(rowsOf).all(guid)).toEqual([{ guid, rows: 2 }]);
    },
  );
});
