import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { lockSource } from '../../engine/store/sqlite/source-lock.ts';
import { createTempFolder } from '../support/repository/temp-folder.ts';

const folder = createTempFolder();
afterAll(folder.remove);
const inFolder = (name: string) => join(folder.path, name);
const held: ((() => void) | null)[] = [];
const lock = (fileKey: string, stateDir: string, locks = folder.path) => {
  const storePath = join(stateDir, 'imgate.db');
  const release = lockSource({ folder: locks, fileKey, chatDbPath: '/m/chat.db', storePath });
  held.push(release);
  return release;
};
const refused = (text: string) =>
  expect.objectContaining({ code: 'store_unusable', message: expect.stringContaining(text) });
/** A folder for locks in which somebody has held the lock, and let it go. */
const usedFolder = (name: string) => {
  lock('1:2', '/state/one', inFolder(name))!();
  return inFolder(name);
};
describe('the lock on a Messages database', () => {
  afterEach(() => {
    for (const release of held.splice(0)) release?.();
  });

  it('refuses a gateway with another store, and names the one that holds it (ruling-19, B7, invariant-24)', () => {
    lock('1:2', '/state/one');
    expect(() => lock('1:2', '/state/two')).toThrow(
      expect.objectContaining({ code: 'source_locked', message: expect.stringContaining('/state/one') }),
    );
  });

  it('lets a gateway with the same store through, which fences the older one off, without giving it the lock', () => {
    lock('1:2', '/state/one');
    expect(lock('1:2', '/state/one')).toBeNull();
  });

  it('knows a store by its file, not by its path (ruling-39)', () => {
    for (const name of ['first', 'second']) {
      mkdirSync(inFolder(name));
      writeFileSync(join(inFolder(name), 'imgate.db'), '');
    }
    lock('1:2', inFolder('first'));
    renameSync(inFolder('first'), inFolder('moved'));
    expect(lock('1:2', inFolder('moved'))).toBeNull();
    renameSync(inFolder('second'), inFolder('first'));
    expect(() => lock('1:2', inFolder('first'))).toThrow(expect.objectContaining({ code: 'source_locked' }));
  });

  it('says where it cannot be taken at all', () => {
    expect(() => lock('1:2', '/s', '/dev/null/locks')).toThrow(
      expect.objectContaining({ code: 'store_unusable' }),
    );
  });

  it('keeps databases apart, and can be taken again once given back', () => {
    const release = lock('1:2', '/state/one');
    lock('1:3', '/state/two');
    release!();
    expect(lock('1:2', '/state/two')).toBeTypeOf('function');
  });
});

describe('the folder for locks (ruling-39, T10)', () => {
  it.each([0o777, 0o770, 0o755, 0o701])('is refused with mode %o', (mode) => {
    const path = inFolder(`mode-${mode}`);
    mkdirSync(path);
    chmodSync(path, mode);
    expect(() => lock('1:2', '/state/one', path)).toThrow(refused('is open to other users'));
  });

  it('is refused where it is a link', () => {
    mkdirSync(inFolder('elsewhere'), { mode: 0o700 });
    symlinkSync(inFolder('elsewhere'), inFolder('linked'));
    expect(() => lock('1:2', '/state/one', inFolder('linked'))).toThrow(refused('is a symbolic link'));
  });

  it.each(['.lock', '.owner'])('is written without following a link in the place of its %s', (end) => {
    const locks = usedFolder(`with-a-link${end}`);
    const [name] = readdirSync(locks).filter((file) => file.endsWith(end));
    const victim = inFolder(`victim${end}`);
    writeFileSync(victim, 'precious');
    rmSync(join(locks, name!));
    symlinkSync(victim, join(locks, name!));
    expect(() => lock('1:2', '/state/one', locks)).toThrow(refused('is a symbolic link. Remove it.'));
    expect(readFileSync(victim, 'utf8')).toBe('precious');
  });

  it('keeps its files, so that two can never hold one each', () => {
    const locks = usedFolder('kept');
    expect(
      readdirSync(locks)
        .map((file) => file.replace(/^.*\./, ''))
        .sort(),
    ).toEqual(['lock', 'owner']);
  });
});
