import { describe, expect, it } from 'vitest';
import { burstGuid } from '../../../../../fake-imsg/world/messages/flush.ts';
import { createTestMac } from '../../../../support/devices/fake-mac.ts';

const ALICE = '+15550001111';
const BOB = '+15550001112';
const HOUR_MS = 3_600_000;
const EPOCH_MS = 978_307_200_000;
const ROWS = `SELECT message.guid, handle.id AS sender, date / 1000000 + ${EPOCH_MS} AS ms FROM message
  JOIN handle ON handle.ROWID = handle_id ORDER BY message.ROWID`;

describe('a flush', () => {
  it('writes rows in the order given, with new rowids and old dates, in one burst', async () => {
    const mac = createTestMac();
    const startMs = mac.clock.wallMs();
    const messages = [
      { from: ALICE, text: 'one', agoMs: 2 * HOUR_MS },
      { from: BOB, text: 'two', agoMs: 5 * HOUR_MS },
      { from: ALICE, text: 'three', agoMs: 0 },
    ];
    const eventId = mac.device.schedule({ kind: 'flush', messages });
    await mac.pass(350);
    expect(mac.all(ROWS)).toEqual([
      { guid: burstGuid(eventId, 0), sender: ALICE, ms: startMs - 2 * HOUR_MS },
      { guid: burstGuid(eventId, 1), sender: BOB, ms: startMs - 5 * HOUR_MS },
      { guid: burstGuid(eventId, 2), sender: ALICE, ms: startMs },
    ]);
    expect(mac.all('SELECT * FROM chat_message_join')).toHaveLength(3);
  });

  it('holds what was read on the phone, and what the owner wrote there', async () => {
    const mac = createTestMac();
    const messages = [
      { from: ALICE, text: 'one', agoMs: HOUR_MS, read: true },
      { to: ALICE, text: 'two', agoMs: HOUR_MS / 2 },
      { from: ALICE, text: 'three', agoMs: 1000 },
    ];
    mac.device.schedule({ kind: 'flush', messages });
    await mac.pass(350);
    expect(
      mac.all(`SELECT is_from_me AS mine, is_read AS read, date_read > date AS readLater,
        is_delivered AS delivered, date_delivered BETWEEN date AND date + 3000000000 AS atOnce FROM message`),
    ).toEqual([
      { mine: 0, read: 1, readLater: 1, delivered: 1, atOnce: 0 },
      { mine: 1, read: 0, readLater: 0, delivered: 1, atOnce: 1 },
      { mine: 0, read: 0, readLater: 0, delivered: 1, atOnce: 0 },
    ]);
  });

  it('takes as long as its spread says', async () => {
    const mac = createTestMac();
    const messages = Array.from({ length: 10 }, (_, n) => ({ from: ALICE, text: `${n}`, agoMs: HOUR_MS }));
    mac.device.schedule({ kind: 'flush', messages, spreadMs: 10_000 });
    await mac.pass(4500);
    expect(mac.all(ROWS)).toHaveLength(5);
    await mac.pass(5000);
    expect(mac.all(ROWS)).toHaveLength(10);
  });
});

describe('a backfill', () => {
  const oldestMs = Date.UTC(2015, 0, 1);
  const newestMs = Date.UTC(2017, 0, 1);

  it('writes old messages with new rowids, evenly over the time given', async () => {
    const mac = createTestMac();
    mac.device.schedule({ kind: 'text', from: ALICE, text: 'today' });
    await mac.pass(100);
    mac.device.schedule({ kind: 'backfill', from: ALICE, count: 200, oldestMs, newestMs });
    await mac.pass(2100);
    const rows = mac.all<{ guid: string; ms: number }>(ROWS).slice(1);
    expect(rows).toHaveLength(200);
    expect(rows[0]!.ms).toBe(oldestMs);
    expect(rows.at(-1)!.ms).toBe(newestMs);
    expect(rows.map(({ ms }) => ms)).toEqual(rows.map(({ ms }) => ms).toSorted((a, b) => a - b));
    expect(mac.device.step()).toBeNull();
  });

  it('has other GUIDs each time, though it says the same', async () => {
    const mac = createTestMac();
    const again = { kind: 'backfill', from: ALICE, count: 3, oldestMs, newestMs, text: 'hello' };
    mac.device.schedule(again);
    mac.device.schedule(again);
    await mac.pass(2100);
    const rows = mac.all<{ guid: string; ms: number }>(ROWS);
    expect(new Set(rows.map(({ guid }) => guid)).size).toBe(6);
    expect(new Set(rows.map(({ ms }) => ms)).size).toBe(3);
  });
});
