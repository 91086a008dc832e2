import { describe, expect, it } from 'vitest';
import { basic, bridge } from '../../../../../fake-imsg/environments.ts';
import { createTestMac } from '../../../../support/devices/fake-mac.ts';
import { startTestImsg } from '../../../../support/processes/imsg-process.ts';

const ALICE = '+15550001111';

describe('somebody who types', () => {
  it('is told to those who subscribed, with a time to the second', async () => {
    const mac = createTestMac({ facts: bridge });
    const imsg = startTestImsg(mac.device);
    imsg.ask(1, 'bridge.events.subscribe');
    await mac.pass(1000);
    expect(imsg.answer(1).result).toMatchObject({ subscription: 1, resumable: false });
    mac.device.schedule({ kind: 'typing', from: ALICE, forMs: 3000 });
    mac.device.schedule({ kind: 'aliases-removed' }, { inMs: 5000 });
    for (let step = 0; step < 6; step += 1) await mac.pass(1000);
    const events = imsg.frames().filter(({ method }) => method === 'bridge.event');
    const chat = { chatGuid: `any;-;${ALICE}` };
    expect(events.map(({ params }) => params)).toEqual([
      { subscription: 1, event: { event: 'started-typing', data: chat, ts: '2026-01-05T09:30:01Z' } },
      { subscription: 1, event: { event: 'stopped-typing', data: chat, ts: '2026-01-05T09:30:04Z' } },
      { subscription: 1, event: { event: 'aliases-removed', data: {}, ts: '2026-01-05T09:30:06Z' } },
    ]);
  });

  it('leaves nothing in the file, and nothing at all where no helper looks', async () => {
    const mac = createTestMac({ facts: basic });
    mac.device.schedule({ kind: 'typing', from: ALICE });
    await mac.pass(10_000);
    expect(mac.device.effects()).toEqual([]);
    expect(mac.all('SELECT ROWID FROM message')).toEqual([]);
    expect(mac.all('SELECT ROWID FROM chat')).toEqual([]);
  });

  it('goes on for ever when that is so', async () => {
    const mac = createTestMac({ facts: bridge });
    mac.device.schedule({ kind: 'typing', from: ALICE, chat: { name: 'Crew' }, forMs: 'never' });
    await mac.pass(60_000);
    expect(mac.device.effects()).toMatchObject([{ event: 'started-typing' }]);
    expect(mac.device.step()).toBeNull();
  });
});

describe('the owner', () => {
  it('reads a conversation here, and marks it as unread', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'hi' });
    mac.device.schedule({ kind: 'read-here', from: ALICE }, { inMs: 500 });
    await mac.pass(1000);
    const row = 'SELECT is_read AS isRead, date_read > 0 AS dated FROM message';
    expect(mac.all(row)).toEqual([{ isRead: 1, dated: 1 }]);
    expect(mac.device.effects()).toMatchObject([{ effect: 'read', chatGuid: `any;-;${ALICE}` }]);
    mac.device.schedule({ kind: 'mark-unread', from: ALICE });
    await mac.pass(10);
    expect(mac.all(row)).toEqual([{ isRead: 0, dated: 0 }]);
  });

  it('deletes a conversation, which comes back with the next message', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'hi' });
    mac.device.schedule({ kind: 'chat-delete', from: ALICE }, { inMs: 500 });
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'again' }, { inMs: 1000 });
    await mac.pass(2000);
    expect(mac.all('SELECT message_id AS id FROM chat_message_join')).toEqual([{ id: 2 }]);
    expect(
      mac.all('SELECT message_id AS id, delete_date % 128 AS rest FROM chat_recoverable_message_join'),
    ).toEqual([{ id: 1, rest: 0 }]);
    expect(mac.all('SELECT ROWID FROM chat')).toHaveLength(1);
  });

  it('types, which only the record knows', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'own-typing', to: ALICE });
    await mac.pass(10);
    expect(mac.device.effects()).toMatchObject([
      { effect: 'typing', chatGuid: `any;-;${ALICE}`, typing: true },
    ]);
  });
});
