import { describe, expect, it } from 'vitest';
import { messageGuid } from '../../../../../fake-imsg/world/event/derived.ts';
import { createTestMac, type TestMac } from '../../../../support/devices/fake-mac.ts';

const ALICE = '+15550001111';
const BOB = '+15550001112';
const TEAM = { name: 'Team', with: [ALICE] };
const EPOCH_MS = 978_307_200_000;
const FLAGS = `SELECT is_delivered AS delivered, is_read AS read,
  CASE WHEN date_read = 0 THEN 0 ELSE date_read / 1000000 + ${EPOCH_MS} END AS readMs FROM message ORDER BY ROWID`;

async function happen(mac: TestMac, event: { kind: string; [field: string]: unknown }): Promise<string> {
  const eventId = mac.device.schedule(event);
  await mac.pass(4000);
  return eventId;
}

describe('a receipt (file-7)', () => {
  it('has a date to more than a millisecond, where the message itself has none (file-3.1)', async () => {
    const mac = createTestMac();
    for (const text of ['one', 'two', 'three', 'four'])
      await happen(mac, { kind: 'own-text', text, to: ALICE });
    await happen(mac, { kind: 'receipt', receipt: 'read', to: ALICE });
    // Both are multiples of 128 ns, so a whole millisecond is off by less than that.
    const whole = (column: string) =>
      mac.all(`SELECT 1 FROM message WHERE ${column} != 0 AND (${column} + 128) % 1000000 < 256`).length;
    const dated = mac.all('SELECT 1 FROM message WHERE date_delivered != 0').length;
    expect(dated).toBeGreaterThan(0);
    expect([whole('date'), whole('date_delivered'), whole('date_read')]).toEqual([4, 0, 0]);
  });

  it('of reading marks the newest message of the owner, with the time, in place', async () => {
    const mac = createTestMac();
    await happen(mac, { kind: 'own-text', text: 'one', to: ALICE });
    await happen(mac, { kind: 'own-text', text: 'two', to: ALICE });
    await happen(mac, { kind: 'text', from: ALICE, text: 'three' });
    const readMs = mac.clock.wallMs();
    await happen(mac, { kind: 'receipt', receipt: 'read', to: ALICE });
    expect(mac.all(FLAGS)).toEqual([
      { delivered: 1, read: 0, readMs: 0 },
      { delivered: 1, read: 1, readMs },
      { delivered: 1, read: 0, readMs: 0 },
    ]);
  });

  it('of delivery marks the message that is named', async () => {
    const mac = createTestMac();
    const eventId = mac.device.schedule({ kind: 'own-text', text: 'one', to: ALICE });
    await mac.pass(100);
    mac.device.schedule({ kind: 'receipt', receipt: 'delivered', message: messageGuid(eventId) });
    await mac.pass(1);
    expect(mac.all('SELECT is_delivered AS delivered, date_delivered > 0 AS dated FROM message')).toEqual([
      { delivered: 1, dated: 1 },
    ]);
  });

  it('never comes for a group or an SMS', async () => {
    const mac = createTestMac();
    await happen(mac, { kind: 'own-text', text: 'one', chat: TEAM });
    await happen(mac, { kind: 'own-text', text: 'two', to: BOB, service: 'SMS' });
    for (const receipt of ['delivered', 'read']) {
      await happen(mac, { kind: 'receipt', receipt, chat: TEAM });
      await happen(mac, { kind: 'receipt', receipt, to: BOB });
    }
    const untouched = { delivered: 0, read: 0, readMs: 0 };
    expect(mac.all(FLAGS)).toEqual([untouched, untouched]);
  });
});

describe('reading on another device', () => {
  it('marks all unread rows of that chat in one go, and the chat', async () => {
    const mac = createTestMac();
    await happen(mac, { kind: 'text', from: ALICE, text: 'one' });
    await happen(mac, { kind: 'text', from: ALICE, text: 'two' });
    await happen(mac, { kind: 'text', from: BOB, text: 'three' });
    const readMs = mac.clock.wallMs();
    await happen(mac, { kind: 'read-elsewhere', from: ALICE });
    expect(mac.all(FLAGS)).toEqual([
      { delivered: 1, read: 1, readMs },
      { delivered: 1, read: 1, readMs },
      { delivered: 1, read: 0, readMs: 0 },
    ]);
    const [chat, other] = mac.all<{ last: number }>('SELECT last_read_message_timestamp AS last FROM chat');
    expect(other!.last).toBe(0);
    expect([{ date: chat!.last }]).toEqual(mac.all('SELECT date FROM message WHERE ROWID = 2'));
  });
});
