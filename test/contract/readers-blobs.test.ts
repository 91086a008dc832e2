// Every blob of a file to which everything has happened, read by decoders that know nothing of the fake.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseBuffer } from '@parseaple/bplist';
import { NSAttributedString, Unarchiver } from '@parseaple/typedstream';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unarchive } from '../support/chat-db/unarchive.ts';
import { type LivedInMac, liveInMac } from '../support/devices/every-event.ts';

let root: string;
let mac: LivedInMac;
let db: Database.Database;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'fake-mac-'));
  mac = await liveInMac(join(root, 'mac'));
  db = new Database(mac.chatDbPath, { readonly: true });
});

afterAll(() => {
  db.close();
  mac.device.close();
  rmSync(root, { recursive: true });
});

const blobs = (table: string, column: string) =>
  db
    .prepare<[], Buffer>(`SELECT ${column} FROM ${table} WHERE ${column} IS NOT NULL ORDER BY ROWID`)
    .pluck()
    .all();

function decoded(body: Buffer): NSAttributedString {
  const root = Unarchiver.open(body).decodeSingleRoot();
  if (root instanceof NSAttributedString) return root;
  throw new Error('The body holds something else.');
}

describe('a body', () => {
  interface Row {
    readonly text: string | null;
    readonly body: Buffer;
    readonly shown: number;
    readonly parts: number;
  }
  const rows = () =>
    db
      .prepare<[], Row>(
        `SELECT text, attributedBody AS body, part_count AS parts,
          (SELECT COUNT(*) FROM message_attachment_join AS link JOIN attachment ON attachment.ROWID = attachment_id
            WHERE link.message_id = message.ROWID AND hide_attachment = 0) AS shown
        FROM message WHERE attributedBody IS NOT NULL`,
      )
      .all();

  it('says what the text column says, where that says anything', () => {
    expect(rows().length).toBeGreaterThan(35);
    for (const { text, body } of rows()) {
      if (text !== null) expect(String(decoded(body).string)).toBe(text);
    }
  });

  it('has a place for every file that is shown', () => {
    const placed = rows().map(({ body, shown }) => [
      [...String(decoded(body).string)].filter((c) => c === '\uFFFC').length,
      shown,
    ]);
    expect(placed.filter(([places, files]) => places !== files)).toEqual([]);
    expect(placed.filter(([places]) => places! > 0).length).toBeGreaterThan(3);
  });
});

describe('a property list', () => {
  it.each([
    ['message', 'message_summary_info'],
    ['message', 'payload_data'],
    ['attachment', 'user_info'],
    ['chat', 'properties'],
  ])('of %s, %s, is one dictionary', (table, column) => {
    for (const blob of blobs(table, column)) {
      const parsed = parseBuffer(blob) as unknown[];
      expect(parsed).toHaveLength(1);
      expect(parsed[0]).toBeTypeOf('object');
    }
  });

  it('of a voice memo holds what was said', () => {
    expect(
      blobs('attachment', 'user_info').map((blob) => (parseBuffer(blob) as unknown[])[0]),
    ).toContainEqual({
      'audio-transcription': 'call me',
    });
  });

  it('of a preview is a rich link that was completed', () => {
    const archives = blobs('message', 'payload_data').map((blob) => unarchive(blob) as object);
    const links = archives.filter((archive) => 'richLinkIsPlaceholder' in archive);
    expect(links.length).toBeGreaterThanOrEqual(5);
    for (const link of links) expect(link).toMatchObject({ richLinkIsPlaceholder: false });
  });

  it('of a poll, of an option and of a vote hold what they are in an address (file-6)', () => {
    const archives = blobs('message', 'payload_data').map((blob) => unarchive(blob) as object);
    const polls = archives.filter((archive) => 'NS.keys' in archive);
    expect(polls).toHaveLength(5);
    for (const poll of polls) expect(JSON.stringify(poll)).toContain('data:,');
  });

  it('of an edit holds each version of the text as a body', () => {
    const edited = db
      .prepare<[], Buffer>(
        'SELECT message_summary_info FROM message WHERE date_edited > 0 AND part_count > 0',
      )
      .pluck()
      .all()
      .map((blob) => (parseBuffer(blob) as [{ ec: Record<string, { t: Buffer; d: number }[]> }])[0].ec['0']!);
    expect(edited.map((versions) => versions.map(({ t }) => String(decoded(Buffer.from(t)).string)))).toEqual(
      [['teh', 'the']],
    );
  });
});
