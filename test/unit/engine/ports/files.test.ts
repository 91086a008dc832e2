import { Volume } from 'memfs';
import { expect, it } from 'vitest';
import { createMemoryFiles } from '../../../support/engine/memory-files.ts';

const OTHERS = { '/c/config.json.new/mine.txt': 'mine', '/c/config.json.imgate-new-1': 'mine' };

it('puts other content in the place of a file, and touches nothing else beside it', async () => {
  const disk = Volume.fromJSON({ '/c/config.json': 'old', '/c/config.json.imgate-new': 'left', ...OTHERS });
  await createMemoryFiles(disk).replace('/c/config.json', Buffer.from('new'));
  expect(disk.toJSON()).toEqual({ '/c/config.json': 'new', ...OTHERS });
});

it('takes away its own where that fails, and nothing else', async () => {
  const disk = Volume.fromJSON({ '/c/config.json': 'old', ...OTHERS });
  disk.fsyncSync = () => {
    throw new Error('no room');
  };
  await expect(createMemoryFiles(disk).replace('/c/config.json', Buffer.from('new'))).rejects.toThrow('room');
  expect(disk.toJSON()).toEqual({ '/c/config.json': 'old', ...OTHERS });
});

it('leaves a folder that has the name of its own as it is', async () => {
  const disk = Volume.fromJSON({ '/c/config.json': 'old', '/c/config.json.imgate-new/mine.txt': 'mine' });
  const before = disk.toJSON();
  await expect(createMemoryFiles(disk).replace('/c/config.json', Buffer.from('new'))).rejects.toThrow();
  expect(disk.toJSON()).toEqual(before);
});
