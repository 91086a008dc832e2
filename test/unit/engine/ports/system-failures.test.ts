// A message about a failure says what happened and what to do about that: no remedy is that of another failure.

import { constants } from 'node:os';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../../engine/config/load.ts';
import { type EngineError, ERRORS } from '../../../../engine/errors.ts';
import { createRpcClient } from '../../../../engine/imsg/rpc-client.ts';
import { isPermission, systemRemedy } from '../../../../engine/ports/system-failures.ts';
import { storeError } from '../../../../engine/store/sqlite/errors.ts';
import { createManualClock } from '../../../support/clocks/manual-clock.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';

const PATH = '/state/imgate.db';
/** Every code that a system has, and every primary code of SQLite with some of its extended ones. */
const ERRNOS = Object.keys(constants.errno);
const OF_SQLITE = [
  ...['ERROR', 'INTERNAL', 'PERM', 'ABORT', 'BUSY', 'LOCKED', 'NOMEM', 'READONLY', 'INTERRUPT', 'IOERR'],
  ...['CORRUPT', 'NOTFOUND', 'FULL', 'CANTOPEN', 'PROTOCOL', 'SCHEMA', 'TOOBIG', 'MISMATCH', 'MISUSE'],
  ...['NOLFS', 'AUTH', 'FORMAT', 'RANGE', 'NOTADB', 'BUSY_SNAPSHOT', 'IOERR_WRITE', 'IOERR_SHMSIZE'],
  ...['IOERR_READ', 'CANTOPEN_ISDIR', 'CANTOPEN_SYMLINK', 'READONLY_DBMOVED', 'READONLY_DIRECTORY'],
].map((code) => `SQLITE_${code}`);
const SPEAKS_OF_PERMISSIONS = /permission|Full Disk Access|chmod|Let this user/i;

const failure = (code: string) =>
  code.startsWith('SQLITE')
    ? new Database.SqliteError('no', code)
    : Object.assign(new Error(`${code}: no`), { code });

function ofConfig(code: string): EngineError {
  try {
    loadConfig({
      path: 'imgate.json5',
      readFile() {
        throw failure(code);
      },
      home: '/home/ada',
    });
  } catch (error) {
    return error as EngineError;
  }
  throw new Error('It was read.');
}

function ofStart(code: string): EngineError {
  const ended: EngineError[] = [];
  createRpcClient({
    spawn(_request, { onExit }) {
      onExit({ code: null, signal: null, spawnError: code });
      return { write() {}, pause() {}, resume() {}, endInput() {}, kill() {} };
    },
    request: { command: 'imsg', args: [] },
    platform: 'darwin',
    clock: createManualClock(),
    logger: createListLogger(),
    nextId: () => 1,
    onMessages() {},
    onNotification() {},
    onClose: (reason) => void ended.push(reason),
  });
  return ended[0]!;
}

describe('what is said of a failure of the system (T11)', () => {
  it.each([
    ['the store', (code: string) => storeError(failure(code), PATH), [...ERRNOS, ...OF_SQLITE]],
    ['a lock', (code: string) => storeError(failure(code), PATH, 'the folder for locks'), ERRNOS],
    ['the configuration', ofConfig, ERRNOS],
    ['imsg', ofStart, ERRNOS.filter((code) => code !== 'EACCES' && code !== 'EPERM')],
  ] as const)('speaks of permissions only where they are the reason: %s', (_, errorOf, codes) => {
    const wrong = codes.filter(
      (code) => SPEAKS_OF_PERMISSIONS.test(errorOf(code).remedy) !== isPermission(code),
    );
    expect(wrong).toEqual([]);
  });

  it.each([...ERRNOS, ...OF_SQLITE])('names the file and what happened to the store: %s', (code) => {
    const { message, remedy } = storeError(failure(code), PATH);
    expect(message).toContain(PATH);
    expect(remedy).not.toBe('');
  });

  it.each([
    ['ENOSPC', 'The disk is full', 'Free disk space.'],
    ['SQLITE_FULL', 'The disk is full', 'Free disk space.'],
    ['EDQUOT', 'quota', 'quota'],
    ['SQLITE_IOERR_WRITE', 'no room', 'ulimit -f'],
    ['EROFS', 'EROFS', 'writable'],
    ['SQLITE_READONLY', 'no', 'writable'],
    ['EMFILE', 'EMFILE', 'ulimit -n'],
    ['EIO', 'EIO', 'Look at the disk'],
    ['SQLITE_IOERR_READ', 'no', 'Look at the disk'],
    ['ENAMETOOLONG', 'ENAMETOOLONG', 'shorter path'],
    ['ENOTDIR', 'ENOTDIR', 'part of that path is a file'],
    ['EACCES', 'EACCES', 'permissions of the state folder'],
    ['SQLITE_NOTADB', 'no', 'move the file away'],
  ])('and what helps: %s', (code, said, remedy) => {
    const error = storeError(failure(code), PATH);
    expect(error.message).toContain(said);
    expect(error.remedy).toContain(remedy);
  });

  it('calls the folder of a lock what it is', () => {
    expect(storeError(failure('EACCES'), '/locks/x.lock', 'the folder for locks').remedy).toBe(
      'Check the permissions of the folder for locks, and of what is in it.',
    );
  });

  it('does not tell of a syntax that nobody has read', () => {
    expect(ofConfig('EMFILE').remedy).toBe(systemRemedy('EMFILE'));
    expect(ofConfig('ENOENT').remedy).toBe('Name the file that there is with --config.');
    expect(ofConfig('EISDIR').remedy).not.toMatch(/syntax/);
  });

  it('does not ask for chmod where a program can be executed and is none', () => {
    expect(ofStart('ENOEXEC')).toMatchObject({ code: 'imsg_not_executable' });
    expect(ofStart('ENOEXEC').remedy).toMatch(/a program for this machine/);
    expect(ofStart('EACCES').remedy).toBe(ERRORS.imsg_not_executable.remedy);
    expect(ofStart('EMFILE').remedy).toBe(systemRemedy('EMFILE'));
  });
});
