import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createFiles } from '../../engine/ports/files.ts';
import { lockSource } from '../../engine/store/sqlite/source-lock.ts';
import { createTempFolder } from '../support/repository/temp-folder.ts';

const folder = createTempFolder();
afterAll(folder.remove);
const held: (() => void)[] = [];
const lock = (fileKey: string, stateDir: string) => {
  const release = lockSource({
    folder: folder.path,
    fileKey,
    chatDbPath: '/m/chat.db',
    stateDir,
    files: createFiles(),
  });
  held.push(release);
  return release;
};

describe('the lock on a Messages database', () => {
  afterEach(() => {
    for (const release of held.splice(0)) release();
  });

  it('refuses a gateway with another store, and names the one that holds it (ruling-19, B7, invariant-24)', () => {
    lock('1:2', '/state/one');
    expect(() => lock('1:2', '/state/two')).toThrow(
      expect.objectContaining({ code: 'source_locked', message: expect.stringContaining('/state/one') }),
    );
  });

  it('lets a gateway with the same store through, which fences the older one off', () => {
    lock('1:2', '/state/one');
    expect(() => lock('1:2', '/state/one')).not.toThrow();
  });

  it('says where it cannot be taken at all', () => {
    const files = createFiles();
    const lock = {
      folder: '/dev/null/locks',
      fileKey: '1:2',
      chatDbPath: '/m/chat.db',
      stateDir: '/s',
      files,
    };
    expect(() => lockSource(lock)).toThrow(expect.objectContaining({ code: 'store_unusable' }));
  });

  it('keeps databases apart, and can be taken again once given back', () => {
    const release = lock('1:2', '/state/one');
    lock('1:3', '/state/two');
    release();
    expect(() => lock('1:2', '/state/two')).not.toThrow();
  });
});
