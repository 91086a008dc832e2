// Every build of the fake over a file to which everything there is has happened: its own read commands.

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildsFrom } from '../support/builds.ts';
import { type LivedInMac, liveInMac } from '../support/devices/every-event.ts';
import { type Frame, startTestImsg } from '../support/processes/imsg-process.ts';

const BUILDS = buildsFrom('0.5.0');
const LONG = 'ü👋'.repeat(12_000);

let root: string;
let mac: LivedInMac;
/** Rows in a chat that are no tapbacks. */
let guids: readonly string[];

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'fake-mac-'));
  mac = await liveInMac(join(root, 'mac'));
  const db = new Database(mac.chatDbPath, { readonly: true });
  guids = db
    .prepare<[], string>(
      `SELECT guid FROM message JOIN chat_message_join ON message_id = message.ROWID
        WHERE associated_message_type NOT BETWEEN 2000 AND 3006 ORDER BY guid`,
    )
    .pluck()
    .all();
  db.close();
});

afterAll(() => {
  mac.device.close();
  rmSync(root, { recursive: true });
});

function run(build: string, ...argv: string[]): Frame[] {
  const imsg = startTestImsg(mac.device, { argv: [...argv, '--json'], env: { FAKE_IMSG_BUILD: build } });
  expect(imsg.exitCode()).toBe(0);
  return imsg.frames();
}

/** The history of every chat, by the commands. */
const historyOf = (build: string): Frame[] =>
  run(build, 'chats', '--limit', '100').flatMap(({ id }) =>
    run(build, 'history', '--chat-id', String(id), '--limit', '100'),
  );

describe.each(BUILDS)('%s', (build) => {
  it('tells every message of every chat, a folded preview with its text', () => {
    const messages = historyOf(build);
    const told = messages.flatMap(({ guid, url_preview }) => [
      guid,
      ...(url_preview ? [url_preview.guid] : []),
    ]);
    const missing = guids.filter((guid) => !told.includes(guid));
    // What is not told is the twin of a preview, and previews behind one that was folded.
    expect(missing.length).toBeLessThanOrEqual(3);
    expect(new Set(told).size).toBe(told.length);
    expect(messages.some(({ text }) => text === 'hello')).toBe(true);
    expect(messages.some(({ text }) => text === 'call me')).toBe(true);
  });

  it('finds the files that are there, and says which is not', () => {
    const files = historyOf(build).flatMap(({ attachments }) => attachments as Frame[]);
    expect(files.length).toBeGreaterThan(8);
    expect(files.filter(({ missing }) => missing)).toHaveLength(1);
    for (const { missing, original_path } of files)
      if (!missing) expect(existsSync(original_path)).toBe(true);
  });
});

describe('a long text (wire-11.11)', () => {
  it.each(buildsFrom('0.13.4'))('is whole in %s', (build) => {
    expect(historyOf(build).some(({ text }) => text === LONG)).toBe(true);
  });
});
