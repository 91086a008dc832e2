import { Volume } from 'memfs';
import { describe, expect, it } from 'vitest';
import { createOutgoingFiles, type GivenFile } from '../../../../engine/media/outgoing.ts';
import { createSlots } from '../../../../engine/media/slots.ts';
import { turnFolder } from '../../../../engine/media/stage.ts';
import { createMemoryFiles } from '../../../support/engine/memory-files.ts';
import { id } from '../../../support/messages/ids.ts';

const TURN = id.turn('default/1/guid:A');
const ROOT = '/home/Attachments';
const MEGABYTE = 1024 * 1024;

function createBed() {
  const disk = Volume.fromJSON({
    [`${ROOT}/0a/photo.jpg`]: 'a picture',
    [`${ROOT}/0a/empty.jpg`]: '',
    '/etc/secret': 'a secret',
    '/etc/other': 'another',
    '/state/media/other/given.pdf': 'what the agent was given',
  });
  disk.writeFileSync(`${ROOT}/large.mov`, Buffer.alloc(MEGABYTE + 1));
  disk.symlinkSync('/etc/secret', `${ROOT}/link.jpg`);
  disk.symlinkSync('/etc', `${ROOT}/folder`);
  disk.linkSync('/etc/secret', `${ROOT}/hard.jpg`);
  const ending = new AbortController();
  const files = createOutgoingFiles({
    stateDir: '/state',
    roots: [ROOT],
    mediaBytesMax: MEGABYTE,
    files: createMemoryFiles(disk),
    ids: { uuid: () => 'ID', bytes: () => new Uint8Array(), fraction: () => 0 },
    staging: createSlots(1),
    ending: ending.signal,
  });
  const stage = (given: Partial<GivenFile>) =>
    files.stage(TURN, { field: 'path', value: '', is: 'path', name: 'a.jpg', ...given });
  const left = () =>
    Object.entries(disk.toJSON('/state/media')).flatMap(([path, content]) =>
      path.includes('.out') && content !== null ? [path] : [],
    );
  return { disk, ending, stage, left };
}

const buffer = (value: string) => ({ field: 'buffer', is: 'buffer', value }) as const;

describe('a file that is to leave', () => {
  it('is copied beside the files of its turn, whole, by its own name (ACT-18)', async () => {
    const { disk, stage, left } = createBed();
    const path = `/state/media/${turnFolder(TURN)}.out/ID/hello.txt`;
    const staged = await stage({ ...buffer('SGVs\nbG8='), name: 'hello.txt' });
    expect(staged).toEqual({ path, name: 'hello.txt', bytes: 5 });
    expect(disk.readFileSync(path, 'utf8')).toBe('Hello');
    expect(disk.statSync(path).mode & 0o777).toBe(0o600);
    expect(disk.statSync(`/state/media/${turnFolder(TURN)}.out/ID`).mode & 0o777).toBe(0o700);
    expect(left()).toEqual([path]);
  });

  it('of many bytes is whole as well', async () => {
    const { disk, stage } = createBed();
    const bytes = Buffer.alloc(MEGABYTE, 'a picture of many bytes');
    const { path } = await stage(buffer(bytes.toString('base64')));
    expect(bytes.equals(disk.readFileSync(path) as Buffer)).toBe(true);
  });

  it('may lie below a root, or be one that the agent was given (ruling-11)', async () => {
    const { disk, stage } = createBed();
    for (const value of [`${ROOT}/0a/photo.jpg`, '/state/media/other/given.pdf']) {
      const { path } = await stage({ value });
      expect(disk.readFileSync(path)).toEqual(disk.readFileSync(value));
    }
  });

  it.each([
    ['/etc/secret', 'path "/etc/secret": attachment path resolves outside allowed roots.'],
    ['/etc/none', 'path "/etc/none": attachment path resolves outside allowed roots.'],
    [`${ROOT}/../../etc/secret`, 'outside allowed roots'],
    [`${ROOT}/folder/other`, 'outside allowed roots'],
    ['Attachments/0a/photo.jpg', 'outside allowed roots'],
    [`${ROOT}/0a/photo.jpg\0`, 'outside allowed roots'],
    [`${ROOT}/link.jpg`, 'is a symlink'],
    [`${ROOT}/hard.jpg`, 'hard links'],
    [`${ROOT}/0a`, 'is not a regular file'],
    [`${ROOT}/0a/none.jpg`, 'is not there'],
    [`${ROOT}/0a/empty.jpg`, 'is empty'],
    [`${ROOT}/large.mov`, 'attachment exceeds 1MB limit'],
  ])('is refused at %j, and nothing of it stays (OUT-12, CFG-19, ruling-11)', async (value, why) => {
    const { stage, left } = createBed();
    const refused = stage({ value });
    await expect(refused).rejects.toMatchObject({ code: 'file_unusable', outcome: 'definite' });
    await expect(refused).rejects.toThrow(why);
    expect(left()).toEqual([]);
  });

  it.each([
    ['no base64!', 'buffer: it is no base64.'],
    ['SGVsbG8=SGVsbG8=', 'it is no base64'],
    ['SGVsb', 'it is no base64'],
    ['=', 'attachment is empty'],
    [Buffer.alloc(MEGABYTE + 1).toString('base64'), 'buffer: attachment exceeds 1MB limit.'],
    [Buffer.alloc(2 * MEGABYTE).toString('base64'), 'attachment exceeds 1MB limit'],
  ])('is refused as data where that is wrong (OUT-12)', async (value, why) => {
    const { stage, left } = createBed();
    await expect(stage(buffer(value))).rejects.toThrow(why);
    expect(left()).toEqual([]);
  });

  it('is not copied any more where the gateway stops', async () => {
    const { ending, stage } = createBed();
    ending.abort('stopping');
    await expect(stage(buffer('SGVsbG8='))).rejects.toMatchObject({ code: 'turn_over' });
  });

  it('is refused with the remedy of the system where the disk is full', async () => {
    const { disk, stage } = createBed();
    disk.writeSync = () => {
      throw Object.assign(new Error('ENOSPC: no space left, write /state/x'), { code: 'ENOSPC' });
    };
    await expect(stage(buffer('SGVsbG8='))).rejects.toMatchObject({
      message: 'buffer: the file could not be copied (ENOSPC).',
      remedy: 'Free disk space.',
    });
  });
});
