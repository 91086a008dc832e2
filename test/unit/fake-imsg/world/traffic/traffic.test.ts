import { describe, expect, it } from 'vitest';
import { withBulkWriter } from '../../../../../fake-imsg/chat-db/bulk/upkeep.ts';
import { writeTraffic } from '../../../../../fake-imsg/world/traffic/traffic.ts';
import { createTestMac } from '../../../../support/devices/fake-mac.ts';

const HANDLES = Array.from({ length: 12 }, (_, index) => `+1555000${2000 + index}`);
const newestMs = Date.UTC(2026, 0, 5);

function fill(mac: ReturnType<typeof createTestMac>, seed = 'a', rows = 1500): string[] {
  const files: string[] = [];
  withBulkWriter(mac.device, (writer) =>
    writeTraffic(writer, {
      seed,
      rows,
      handles: HANDLES,
      phrases: ['hello', 'see https://example.com/x please', '👍'],
      groups: ['Family', 'Book club'],
      owner: mac.device.owner,
      oldestMs: newestMs - 86_400_000,
      newestMs,
      writeAttachment: (path) => void files.push(path),
    }),
  );
  return files;
}

const count = (mac: ReturnType<typeof createTestMac>, where: string) =>
  mac.all<{ n: number }>(`SELECT COUNT(*) AS n FROM message WHERE ${where}`)[0]!.n;

describe('traffic', () => {
  const mac = createTestMac();
  const files = fill(mac);

  it('is as many rows as asked for, of every kind, on every service, both ways', () => {
    expect(count(mac, '1')).toBe(1500);
    for (const where of [
      "service = 'iMessage'",
      "service = 'SMS'",
      'is_from_me = 1',
      'is_from_me = 0',
      'is_audio_message = 1',
      'balloon_bundle_id IS NOT NULL',
      'associated_message_type BETWEEN 2000 AND 2005',
      'thread_originator_guid IS NOT NULL',
      'cache_roomnames IS NOT NULL',
      'is_from_me = 0 AND is_read = 0',
      'text IS NULL',
      'has_dd_results = 1 AND balloon_bundle_id IS NULL',
    ]) {
      expect(count(mac, where), where).toBeGreaterThan(0);
    }
  });

  it('leaves what the triggers would have left', () => {
    expect(mac.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(mac.all('PRAGMA foreign_key_check')).toEqual([]);
    expect(
      mac.all(`SELECT m.ROWID FROM message m JOIN chat_message_join j ON j.message_id = m.ROWID
        JOIN chat c ON c.ROWID = j.chat_id
        WHERE c.room_name IS NOT m.cache_roomnames OR j.message_date != m.date`),
    ).toEqual([]);
    expect(
      mac.all(`SELECT ROWID FROM message WHERE service NOT IN
        (SELECT s.service FROM chat_service s JOIN chat_message_join j ON j.chat_id = s.chat
          WHERE j.message_id = message.ROWID)`),
    ).toEqual([]);
    expect(mac.all('SELECT pending_count AS pending FROM index_state_metrics')).toEqual([{ pending: 1500 }]);
  });

  it('keeps to the rules of the file', () => {
    expect(count(mac, 'is_from_me = 1 AND cache_roomnames IS NOT NULL AND is_delivered = 1')).toBe(0);
    expect(count(mac, 'date % 128 != 0')).toBe(0);
    expect(
      mac.all(`SELECT 1 FROM message WHERE associated_message_type > 0
        GROUP BY associated_message_guid, is_from_me, CASE is_from_me WHEN 0 THEN handle_id END HAVING COUNT(*) > 1`),
    ).toEqual([]);
    expect(
      mac.all(`SELECT ROWID FROM message WHERE associated_message_type > 0
        AND SUBSTR(associated_message_guid, -36) NOT IN (SELECT guid FROM message)`),
    ).toEqual([]);
    expect(
      mac.all(`SELECT ROWID FROM message WHERE thread_originator_guid IS NOT NULL
        AND thread_originator_guid NOT IN (SELECT guid FROM message)`),
    ).toEqual([]);
  });

  it('has the files of its newest rows', () => {
    const named = mac.all<{ filename: string }>('SELECT filename FROM attachment WHERE transfer_state = 5');
    expect(named.map(({ filename }) => filename.replace('~/Library/Messages/Attachments/', ''))).toEqual(
      files,
    );
    expect(files.length).toBeGreaterThan(0);
  });

  it('is the same for the same seed, and other rows when it comes on top', () => {
    const rows = 'SELECT guid, text, handle_id, date, is_from_me FROM message ORDER BY ROWID';
    const again = createTestMac();
    fill(again);
    expect(again.all(rows)).toEqual(mac.all(rows));
    const other = createTestMac();
    fill(other, 'b');
    expect(other.all(rows)).not.toEqual(mac.all(rows));
    fill(again, 'a', 10);
    expect(count(again, '1')).toBe(1510);
  });
});
