import { describe, expect, it } from 'vitest';
import { messageGuid } from '../../../../../fake-imsg/world/event/derived.ts';
import { createTestMac } from '../../../../support/devices/fake-mac.ts';

const ALICE = '+15550001111';

describe('a deleted message', () => {
  it('goes to Recently Deleted and keeps its row (file-2.5)', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'hush' }, { eventId: 'hush' });
    await mac.pass(1000);
    mac.device.schedule({ kind: 'message-delete', message: messageGuid('hush') });
    await mac.pass(1000);
    expect(mac.all('SELECT guid FROM message')).toEqual([{ guid: messageGuid('hush') }]);
    expect(mac.all('SELECT 1 FROM chat_message_join')).toEqual([]);
    expect(
      mac.all('SELECT chat_id, message_id, delete_date > 0 AS dated FROM chat_recoverable_message_join'),
    ).toEqual([{ chat_id: 1, message_id: 1, dated: 1 }]);
    expect(mac.all('SELECT guid FROM deleted_messages')).toEqual([]);
  });

  it('is gone for good where that is asked for', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'photo', from: ALICE }, { eventId: 'photo' });
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'stays' });
    await mac.pass(1000);
    mac.device.schedule({ kind: 'message-delete', message: messageGuid('photo'), forGood: true });
    await mac.pass(1000);
    expect(mac.all('SELECT ROWID AS id FROM message')).toEqual([{ id: 2 }]);
    expect(mac.all('SELECT guid FROM deleted_messages')).toEqual([{ guid: messageGuid('photo') }]);
    expect(mac.all('SELECT 1 FROM attachment')).toEqual([]);
    expect(mac.all('SELECT 1 FROM chat_recoverable_message_join')).toEqual([]);
  });

  it('is the newest one that says so', async () => {
    const mac = createTestMac();
    for (const text of ['one', 'two', 'two']) mac.device.schedule({ kind: 'text', from: ALICE, text });
    await mac.pass(1000);
    mac.device.schedule({ kind: 'message-delete', to: ALICE, saying: 'two' });
    await mac.pass(1000);
    expect(mac.all('SELECT message_id AS id FROM chat_message_join ORDER BY 1')).toEqual([
      { id: 1 },
      { id: 2 },
    ]);
  });

  it('can only be deleted by the owner', () => {
    const { device } = createTestMac();
    expect(() => device.schedule({ kind: 'message-delete', from: ALICE })).toThrow(
      'only the owner deletes here',
    );
  });
});

describe('notify anyway', () => {
  it('is noted on the newest message of the owner', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'own-text', to: ALICE, text: 'urgent' });
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'zzz' });
    await mac.pass(1000);
    mac.device.schedule({ kind: 'notify-anyway', to: ALICE });
    await mac.pass(1000);
    expect(mac.all('SELECT is_from_me AS own, did_notify_recipient AS did FROM message ORDER BY 1')).toEqual([
      { own: 0, did: 0 },
      { own: 1, did: 1 },
    ]);
  });
});
