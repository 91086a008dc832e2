import { Volume } from 'memfs';
import { describe, expect, it } from 'vitest';
import { createConfigFile } from '../../../../../engine/config/writes/config-file.ts';
import { createMemoryFiles } from '../../../../support/engine/memory-files.ts';

function bed(path = '/etc/imgate.json5') {
  const disk = Volume.fromJSON({ '/real/imgate.json5': '{ a: 1 }' });
  disk.mkdirSync('/etc');
  disk.symlinkSync('/real/imgate.json5', '/etc/imgate.json5');
  disk.chmodSync('/real/imgate.json5', 0o640);
  return { disk, file: createConfigFile(createMemoryFiles(disk), path) };
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
