// Rows and chats that no Messages would have written.

import { describe, expect, it } from 'vitest';
import { createTestMac } from '../../../../support/devices/fake-mac.ts';

const ALICE = '+15550001111';

describe('a row as it stands', () => {
  it('has the columns that it was given, and the usual ones besides', async () => {
    const mac = createTestMac();
    const columns = { is_from_me: 1, date: 0, destination_caller_id: null, payload_data: { hex: '00ff' } };
    mac.device.schedule({ kind: 'row', from: ALICE, text: '\uFFFCfirst', columns });
    await mac.pass(60);
    const [message] = mac.all('SELECT * FROM message');
    expect(message).toMatchObject({ text: '\uFFFCfirst', attributedBody: null, handle_id: 1, version: 10 });
    expect(message).toMatchObject({ is_from_me: 1, date: 0, destination_caller_id: null });
    expect(message).toMatchObject({ payload_data: Buffer.from([0, 255]) });
    expect(mac.all('SELECT chat_id FROM chat_message_join')).toEqual([{ chat_id: 1 }]);
  });

  it('stands in no chat and has no handle where nobody wrote it', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'row', text: 'nobody' });
    await mac.pass(1000);
    expect(mac.all('SELECT handle_id FROM message')).toEqual([{ handle_id: 0 }]);
    expect(mac.all('SELECT * FROM chat_message_join')).toEqual([]);
  });

  it('may leave row ids out, and comes with files that may never be there', async () => {
    const mac = createTestMac();
    const columns = { ROWID: 7000 };
    mac.device.schedule({ kind: 'row', from: ALICE, files: ['a.pdf'], fileMs: 'never', columns });
    await mac.pass(1000);
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'next' });
    await mac.pass(1000);
    expect(mac.all('SELECT ROWID AS rowid FROM message')).toEqual([{ rowid: 7000 }, { rowid: 7001 }]);
    expect(mac.all('SELECT transfer_name AS name, filename FROM attachment')).toEqual([
      { name: 'a.pdf', filename: null },
    ]);
  });

  it('stands in the chat of that guid, whatever else its row says', async () => {
    const mac = createTestMac();
    mac.device.schedule({
      kind: 'chat-row',
      guid: 'iMessage;-;x',
      identifier: '',
      style: 43,
      service: 'Fax',
      with: [ALICE],
    });
    mac.device.schedule({ kind: 'row', from: ALICE, chat: 'iMessage;-;x', text: 'hi' });
    await mac.pass(1000);
    expect(mac.all('SELECT guid, chat_identifier, style, service_name FROM chat')).toEqual([
      { guid: 'iMessage;-;x', chat_identifier: '', style: 43, service_name: 'Fax' },
    ]);
    expect(mac.all('SELECT chat_id FROM chat_message_join')).toEqual([{ chat_id: 1 }]);
    expect(mac.all('SELECT chat_id FROM chat_handle_join')).toEqual([{ chat_id: 1 }]);
  });

  it.each([
    [{ columns: { dat: 0 } }, '"dat" is no column of message'],
    [{ columns: { date: true } }, 'give "date" a text, a number that 64 bits hold, null or { hex: "00ff" }'],
    [{ columns: { payload_data: { hex: '0' } } }, 'give "payload_data" a text'],
    [{ columns: [] }, 'the field "columns" is []; give values by column, such as { date: 0 }'],
    [{ files: 'a.pdf' }, 'the field "files" is "a.pdf"; give a list of names'],
    [{ chat: 'Lunch' }, 'the field "chat" is "Lunch"; give a chat guid'],
  ])('is refused with %j', (wrong, message) => {
    const mac = createTestMac();
    expect(() => mac.device.schedule({ kind: 'row', from: ALICE, ...wrong })).toThrow(message);
  });
});
