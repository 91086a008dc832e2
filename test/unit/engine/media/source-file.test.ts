import { Volume } from 'memfs';
import { describe, expect, it } from 'vitest';
import { openSourceFile } from '../../../../engine/media/source-file.ts';
import type { Files } from '../../../../engine/ports/files.ts';
import { createMemoryFiles } from '../../../support/engine/memory-files.ts';

const ROOT = '/home/Attachments';
const PHOTO = `${ROOT}/0a/photo.jpg`;
const LIMITS = { roots: [ROOT], bytesMax: 1024 * 1024 };

function createDisk() {
  const disk = Volume.fromJSON({
    [PHOTO]: 'a picture',
    [`${ROOT}/empty.jpg`]: '',
    '/etc/secret': 'a secret',
  });
  disk.mkdirSync('/outside');
  return disk;
}

function open(disk: InstanceType<typeof Volume>, path: string, more: { bytes?: number; files?: Files } = {}) {
  const { bytes = null, files = createMemoryFiles(disk) } = more;
  return openSourceFile({ path, bytes }, LIMITS, files);
}

async function textOf(disk: InstanceType<typeof Volume>, path: string): Promise<string> {
  const file = await open(disk, path);
  const bytes = await file.read(100);
  await file.close();
  return Buffer.from(bytes).toString();
}

describe('a file that somebody sent (invariant-46)', () => {
  it('is opened where it is a regular one below a root', async () => {
    expect(await textOf(createDisk(), PHOTO)).toBe('a picture');
  });

  it.each<[string, (disk: InstanceType<typeof Volume>) => string, string]>([
    [
      'a symbolic link',
      (disk) => {
        disk.symlinkSync('/etc/secret', `${ROOT}/link.jpg`);
        return `${ROOT}/link.jpg`;
      },
      'attachment path is a symlink',
    ],
    [
      'a link to one of its own folder',
      (disk) => {
        disk.symlinkSync(PHOTO, `${ROOT}/link.jpg`);
        return `${ROOT}/link.jpg`;
      },
      'attachment path is a symlink',
    ],
    [
      'a hard link',
      (disk) => {
        disk.linkSync('/etc/secret', `${ROOT}/hard.jpg`);
        return `${ROOT}/hard.jpg`;
      },
      'attachment has several names (hard links)',
    ],
    [
      'a folder',
      (disk) => {
        disk.mkdirSync(`${ROOT}/folder.jpg`);
        return `${ROOT}/folder.jpg`;
      },
      'attachment is not a regular file',
    ],
    [
      'a file in a folder that leads elsewhere',
      (disk) => {
        disk.symlinkSync('/etc', `${ROOT}/etc`);
        return `${ROOT}/etc/secret`;
      },
      'attachment path resolves outside allowed roots',
    ],
    [
      'a large file',
      (disk) => {
        disk.writeFileSync(`${ROOT}/large.mov`, Buffer.alloc(LIMITS.bytesMax + 1));
        return `${ROOT}/large.mov`;
      },
      'attachment exceeds 1MB limit',
    ],
  ])('is refused where it is %s (ATT-14, K7)', async (_, prepare, why) => {
    const disk = createDisk();
    const path = prepare(disk);
    await expect(open(disk, path)).rejects.toMatchObject({ message: why, isAbsent: false });
  });

  it('may still come where nothing is there, or nothing is in it (ruling-24)', async () => {
    const disk = createDisk();
    const absent = { isAbsent: true };
    await expect(open(disk, `${ROOT}/later.jpg`)).rejects.toMatchObject(absent);
    await expect(open(disk, `${ROOT}/later/photo.jpg`)).rejects.toMatchObject(absent);
    await expect(open(disk, `${ROOT}/empty.jpg`, { bytes: 5 })).rejects.toMatchObject(absent);
    const empty = await open(disk, `${ROOT}/empty.jpg`, { bytes: 0 });
    await empty.close();
  });

  it.each<[string, (disk: InstanceType<typeof Volume>) => void, keyof Files]>([
    [
      'before it is opened',
      (disk) => {
        disk.renameSync(PHOTO, `${ROOT}/away.jpg`);
        disk.symlinkSync('/etc/secret', PHOTO);
      },
      'open',
    ],
    [
      'with its folder, before it is opened',
      (disk) => {
        disk.renameSync(`${ROOT}/0a`, '/home/away');
        disk.symlinkSync('/outside', `${ROOT}/0a`);
        disk.writeFileSync('/outside/photo.jpg', 'a secret');
      },
      'open',
    ],
    [
      'by a file of a root, after another one was opened',
      (disk) => {
        disk.renameSync(PHOTO, `${ROOT}/away.jpg`);
        disk.writeFileSync(PHOTO, 'another picture');
      },
      'realPath',
    ],
  ])('is refused where it is swapped %s (ATT-14)', async (_, swap, at) => {
    const disk = createDisk();
    const real = createMemoryFiles(disk);
    let isSwapped = false;
    const call = real[at] as (path: string) => Promise<never>;
    const files = {
      ...real,
      [at](path: string) {
        if (!isSwapped) swap(disk);
        isSwapped = true;
        return call(path);
      },
    };
    await expect(open(disk, PHOTO, { files })).rejects.toThrow(/symlink|replaced|outside allowed roots/);
  });
});
