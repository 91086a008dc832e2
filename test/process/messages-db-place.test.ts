// What stands in the place of chat.db and is no file: whoever opens it may wait for ever, so a process of its own does.

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/processes/node-script.ts';

/** A reader of a pipe that nobody writes waits for ever. */
const PATIENCE_MS = 20_000;
const READER = new URL('../../engine/ports/sqlite-messages-db.ts', import.meta.url).href;

const pipeAt = (path: string) => execFileSync('mkfifo', [path]);

function databaseAt(path: string) {
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  database.exec('CREATE TABLE message (ROWID INTEGER PRIMARY KEY)');
  database.close();
}

/** What a process prints that asks for the highest rowid and for the key of the file. */
function asked(path: string) {
  const source = `const { openMessagesDb } = await import(${JSON.stringify(READER)});
    const db = openMessagesDb(${JSON.stringify(path)});
    await db.maxRowid().catch(({ code, message }) => console.log(code, message));
    console.log(await db.fileKey());`;
  const argv = ['--input-type=module', '--disable-warning=ExperimentalWarning', '-e', source];
  const { stdout, stderr, status } = spawnSync(process.execPath, argv, {
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
    encoding: 'utf8',
  });
  return { status, stderr, lines: stdout.trim().split('\n') };
}

it.each<[string, (path: string) => void, string, key: RegExp]>([
  ['a pipe', pipeAt, '', /^null$/],
  ['a folder', (path) => mkdirSync(path), '', /^null$/],
  ['a device that never ends', (path) => symlinkSync('/dev/zero', path), '', /^null$/],
  [
    'a link to a pipe',
    (path) => {
      pipeAt(`${path}.pipe`);
      symlinkSync(`${path}.pipe`, path);
    },
    '',
    /^null$/,
  ],
  [
    'a database with a pipe in the place of its log',
    (path) => {
      databaseAt(path);
      rmSync(`${path}-wal`, { force: true });
      pipeAt(`${path}-wal`);
    },
    '-wal',
    /^\d+:\d+$/,
  ],
])('chat.db is refused as %s, and nobody waits for it (T7, ruling-29)', (_, put, suffix, key) => {
  const path = join(temporaryFolder(), 'chat.db');
  put(path);
  const { status, stderr, lines } = asked(path);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(lines[0]).toBe(`messages_db_unreadable ${path}${suffix} is not a regular file`);
  expect(lines[1]).toMatch(key);
});
