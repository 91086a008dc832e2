import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPlaceCheck, type PlaceCheck } from '../../../../../engine/store/sqlite/file-key.ts';
import { createTempFolder } from '../../../../support/repository/temp-folder.ts';

let temporary: ReturnType<typeof createTempFolder>;
let folder: string;
let file: string;
let place: PlaceCheck;
beforeEach(() => {
  temporary = createTempFolder();
  folder = join(temporary.path, 'state');
  file = join(folder, 'imgate.db');
  create(folder);
  place = createPlaceCheck(file);
  place.lookIfTouched();
});
afterEach(() => temporary.remove());

describe('a store whose folder says that it was touched', () => {
  it.each<[string, () => void]>([
    ['was removed', () => rmSync(file)],
    ['was removed', () => rmSync(`${file}-wal`)],
    ['was removed', () => renameSync(folder, `${folder} of before`)],
    ['was replaced by another file', () => replace(file)],
    ['was replaced by another file', () => replace(`${file}-wal`)],
    ['was replaced by another file', replaceFolder],
  ])('%s: nothing more is sent', (what, change) => {
    place.lookIfTouched();
    change();
    const gone = expect.objectContaining({ code: 'store_gone', message: expect.stringContaining(what) });
    expect(() => place.lookIfTouched()).toThrow(gone);
    expect(() => place.lookIfTouched()).toThrow(gone);
    expect(() => place.look()).toThrow(gone);
  });

  it('goes on where it was something else', () => {
    writeFileSync(join(folder, 'other'), '');
    place.lookIfTouched();
    rmSync(join(folder, 'other'));
    place.lookIfTouched();
    place.look();
  });
});

/** Long before, so that whatever is changed next is later. */
function create(path: string): void {
  mkdirSync(path);
  for (const name of ['imgate.db', 'imgate.db-wal']) writeFileSync(join(path, name), '');
  utimesSync(path, 1, 1);
}

function replace(path: string): void {
  writeFileSync(`${path} of another`, '');
  renameSync(`${path} of another`, path);
}

function replaceFolder(): void {
  create(`${folder} of another`);
  renameSync(folder, `${folder} of before`);
  renameSync(`${folder} of another`, folder);
}
