import { Volume } from 'memfs';
import { describe, expect, it } from 'vitest';
import { createConfigFile } from '../../../../../engine/config/writes/config-file.ts';
import { createManualClock } from '../../../../support/clocks/manual-clock.ts';
import { createMemoryFiles } from '../../../../support/engine/memory-files.ts';

function bed(path = '/etc/imgate.json5') {
  const disk = Volume.fromJSON({ '/real/imgate.json5': '{ a: 1 }' });
  disk.mkdirSync('/etc');
  disk.symlinkSync('/real/imgate.json5', '/etc/imgate.json5');
  disk.chmodSync('/real/imgate.json5', 0o640);
  const clock = createManualClock();
  return { disk, file: createConfigFile(createMemoryFiles(disk), path, clock), clock };
}

describe('the file of a configuration', () => {
  it('is exchanged where a link leads to, and keeps its mode', async () => {
    const { disk, file } = bed();
    expect(await file.read()).toBe('{ a: 1 }');
    await file.write('{ a: 2 }');
    expect(await file.read()).toBe('{ a: 2 }');
    expect(disk.lstatSync('/etc/imgate.json5').isSymbolicLink()).toBe(true);
    expect(disk.statSync('/real/imgate.json5').mode & 0o777).toBe(0o640);
    expect(disk.readdirSync('/real')).toEqual(['imgate.json5']);
  });

  it('is exchanged although an earlier gateway ended over it', async () => {
    const { disk, file } = bed();
    disk.writeFileSync('/real/imgate.json5.imgate-new', '{ a: ');
    await file.write('{ a: 2 }');
    expect(disk.toJSON('/real')).toEqual({ '/real/imgate.json5': '{ a: 2 }' });
  });

  it('is left alone where it has a second name, which would keep what it had', async () => {
    const { disk, file } = bed();
    disk.linkSync('/real/imgate.json5', '/real/same.json5');
    await expect(file.write('{ a: 2 }')).rejects.toMatchObject({ code: 'EMLINK' });
    expect(await file.read()).toBe('{ a: 1 }');
  });

  it('has to be text, and a file', async () => {
    const { disk, file } = bed();
    disk.writeFileSync('/real/imgate.json5', Buffer.from([0x7b, 0xff, 0x7d]));
    await expect(file.read()).rejects.toThrow();
    const folder = bed('/real').file;
    await expect(folder.read()).rejects.toMatchObject({ code: 'EISDIR' });
    await expect(folder.write('{}')).rejects.toMatchObject({ code: 'EISDIR' });
  });
});

describe('looking at the file of a configuration', () => {
  it('tells of it once it stands still, also where another one is put in its place', async () => {
    const { disk, file, clock } = bed();
    let told = 0;
    const ending = new AbortController();
    const onChange = async () => {
      told += 1;
      return true;
    };
    const watching = file.watch!(onChange, ending.signal);
    const counts: number[] = [];
    const pass = async (seconds: number) => {
      await clock.advance(seconds * 1_000);
      counts.push(told);
    };
    await clock.advance(1_000);
    // As it is when it begins to look: it may have been written since it was read.
    await pass(2);
    disk.writeFileSync('/real/imgate.json5', '{ a: ');
    await clock.advance(1_000);
    disk.writeFileSync('/real/imgate.json5', '{ a: 25 }');
    await pass(1);
    await pass(1);
    disk.unlinkSync('/real/imgate.json5');
    await pass(2);
    disk.writeFileSync('/real/imgate.json5', '{ a: 3 }');
    await pass(2);
    expect(counts).toEqual([1, 1, 2, 3, 4]);
    ending.abort();
    await watching;
  });

  it('tells of it until it can be read: who lets it be read changes nothing else of it', async () => {
    const { file, clock } = bed();
    let told = 0;
    const ending = new AbortController();
    const watching = file.watch!(async () => {
      told += 1;
      return told === 3;
    }, ending.signal);
    await clock.advance(10_000);
    expect(told).toBe(3);
    ending.abort();
    await watching;
  });
});
