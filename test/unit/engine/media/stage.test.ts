import { Volume } from 'memfs';
import { describe, expect, it, vi } from 'vitest';
import { copyTo, namesInFolder, turnFolder } from '../../../../engine/media/stage.ts';
import type { TurnId } from '../../../../engine/message/ids.ts';
import type { NewFile, OpenedFile } from '../../../../engine/ports/files.ts';
import { createMemoryFiles } from '../../../support/engine/memory-files.ts';

describe('names in the folder of a turn', () => {
  it('are there once, whatever case or form an accent has', () => {
    expect(namesInFolder(['IMG.jpg', 'img.JPG', 'IMG-1.jpg', 'caf\u00e9', 'cafe\u0301', '.hidden'])).toEqual([
      'IMG.jpg',
      'img-1.JPG',
      'IMG-1-1.jpg',
      'caf\u00e9',
      'cafe\u0301-1',
      '.hidden',
    ]);
  });

  it('are cut to what a volume takes, between characters and before the extension', () => {
    const [long] = namesInFolder([`${'\u{1F600}'.repeat(100)}.jpeg`]);
    expect(long).toBe(`${'\u{1F600}'.repeat(48)}.jpeg`);
    const [endless] = namesInFolder([`a.${'b'.repeat(400)}`]);
    expect(Buffer.byteLength(endless!)).toBeLessThanOrEqual(200);
  });
});

it('the folder of a turn follows from its id, whatever stands in that', () => {
  const id = 'default/1/guid:../../etc' as TurnId;
  expect(turnFolder(id)).toMatch(/^[0-9a-f]{32}$/);
  expect(turnFolder(id)).toBe(turnFolder(id));
  expect(turnFolder(`${id}2` as TurnId)).not.toBe(turnFolder(id));
});

describe('a copy', () => {
  const place = { target: '/media/x/to', unfinished: '/media/x.unfinished/0' };
  const limits = { bytesMax: 5, signal: new AbortController().signal };

  it('ends where the file grows over the limit while it is read, and leaves nothing behind (CFG-19)', async () => {
    const disk = Volume.fromJSON({ '/from': 'abc' });
    const files = createMemoryFiles(disk);
    const source = await files.open('/from');
    disk.writeFileSync('/from', 'abcdefgh');
    await expect(copyTo(source, place, files, limits)).rejects.toThrow('limit');
    expect(disk.existsSync(place.target)).toBe(false);
    expect(disk.existsSync(place.unfinished)).toBe(false);
  });

  it.each(['read', 'write', 'finish'] as const)(
    'ends where nobody waits for it any more, and leaves nothing behind: as it comes to %s',
    async (call) => {
      const giving = new AbortController();
      const disk = Volume.fromJSON({ '/from': 'abc' });
      const files = createMemoryFiles(disk);
      /** Given up while the call is under way. */
      const during = <Result>(at: string, running: Promise<Result>) => {
        if (at === call) giving.abort('too late');
        return running;
      };
      const opened = await files.open('/from');
      const source: OpenedFile = { ...opened, read: (max) => during('read', opened.read(max)) };
      const create = async (path: string): Promise<NewFile> => {
        const copy = await files.create(path);
        return {
          ...copy,
          write: (bytes) => during('write', copy.write(bytes)),
          finish: () => during('finish', copy.finish()),
        };
      };
      const within = { bytesMax: 5, signal: giving.signal };
      await expect(copyTo(source, place, { ...files, create }, within)).rejects.toBe('too late');
      expect(disk.existsSync(place.target)).toBe(false);
      expect(disk.existsSync(place.unfinished)).toBe(false);
    },
  );

  it.each(['writeSync', 'fsyncSync'] as const)(
    'leaves nothing behind, nor anything open, where the disk does not take it: %s',
    async (call) => {
      const disk = Volume.fromJSON({ '/from': 'abc' });
      const opened = vi.spyOn(disk, 'openSync');
      const closed = vi.spyOn(disk, 'closeSync');
      vi.spyOn(disk, call).mockImplementation(() => {
        throw Object.assign(new Error(`ENOSPC: no space left on device, ${call}`), { code: 'ENOSPC' });
      });
      const files = createMemoryFiles(disk);
      const source = await files.open('/from');
      await expect(copyTo(source, place, files, limits)).rejects.toThrow('ENOSPC');
      await source.close();
      expect(disk.existsSync(place.unfinished)).toBe(false);
      expect(opened).toHaveBeenCalledTimes(2);
      expect(closed).toHaveBeenCalledTimes(2);
    },
  );

  it('is for its owner alone', async () => {
    const disk = Volume.fromJSON({ '/from': 'abc' });
    const files = createMemoryFiles(disk);
    const source = await files.open('/from');
    expect(await copyTo(source, place, files, limits)).toBe(3);
    expect(Number(disk.statSync('/media/x').mode) & 0o077).toBe(0);
    expect(Number(disk.statSync(place.target).mode) & 0o077).toBe(0);
  });

  it('replaces what another try has left of it', async () => {
    const disk = Volume.fromJSON({ '/from': 'abc', [place.unfinished]: 'half of something longer' });
    const files = createMemoryFiles(disk);
    await copyTo(await files.open('/from'), place, files, limits);
    expect(disk.readFileSync(place.target, 'utf8')).toBe('abc');
    expect(disk.existsSync(place.unfinished)).toBe(false);
  });
});
