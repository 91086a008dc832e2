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

/** What a process that may open no more files says of a database, and whoever would write there too. */
function saidWithoutFiles(path: string) {
  const errors = new URL('../../engine/store/sqlite/errors.ts', import.meta.url).href;
  const source = `const { openSync } = await import('node:fs');
    const { openMessagesDb } = await import(${JSON.stringify(READER)});
    const { storeError } = await import(${JSON.stringify(errors)});
    const { default: Database } = await import('better-sqlite3');
    const db = openMessagesDb(${JSON.stringify(path)});
    // Loads what reads databases.
    await db.maxRowid().catch(() => {});
    db.close();
    try { for (;;) openSync('/dev/null', 'r'); } catch {}
    await openMessagesDb(${JSON.stringify(path)}).maxRowid().catch((error) => console.log(JSON.stringify(error)));
    try { new Database(${JSON.stringify(path)}); } catch (error) {
      console.log(JSON.stringify(storeError(error, 'imgate.db')));
    }`;
  const json = 'Error.prototype.toJSON = function () { return { ...this, message: this.message }; };';
  const node = [process.execPath, '--input-type=module', '--disable-warning=ExperimentalWarning', '-e'];
  const { stdout, stderr } = spawnSync(
    '/bin/sh',
    ['-c', 'ulimit -n 64; exec "$@"', 'sh', ...node, json + source],
    {
      timeout: PATIENCE_MS,
      killSignal: 'SIGKILL',
      encoding: 'utf8',
    },
  );
  expect(stderr).toBe('');
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { code: string; message: string; remedy: string });
}

it('a process that may open no more files says that, and asks for no permission (T11)', () => {
  const path = join(temporaryFolder(), 'chat.db');
  databaseAt(path);
  const remedy = 'Start imgate with a higher limit of open files (ulimit -n).';
  expect(saidWithoutFiles(path)).toEqual([
    expect.objectContaining({
      code: 'messages_db_unreadable',
      message: `${path} cannot be read: EMFILE: too many open files`,
      remedy,
    }),
    expect.objectContaining({
      code: 'store_failing',
      message: 'imgate.db: EMFILE: too many open files',
      remedy,
    }),
  ]);
});
