import { lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { PlantedFile } from '../../fake-imsg/device/planted-file.ts';
import { plantFile } from '../../fake-imsg/process/files/plant-file.ts';
import { temporaryFolder } from '../support/processes/node-script.ts';

it.each<[PlantedFile, (path: string) => unknown, unknown]>([
  [{ is: 'link', of: '../Outside/secret' }, (path) => lstatSync(path).isSymbolicLink(), true],
  [{ is: 'link', of: '../Outside/secret' }, (path) => readFileSync(path, 'utf8'), 'a secret'],
  [{ is: 'second name', of: '../Outside/secret' }, (path) => lstatSync(path).nlink, 2],
  [{ is: 'hole', bytes: 20_000_000 }, (path) => lstatSync(path).size, 20_000_000],
  [{ is: 'pipe' }, (path) => lstatSync(path).isFIFO(), true],
  [{ is: 'nothing' }, (path) => lstatSync(path, { throwIfNoEntry: false }), undefined],
])('%j stands in the place of a file, also where it is put there twice', (planted, look, seen) => {
  const folder = join(temporaryFolder(), 'Attachments');
  mkdirSync(join(folder, '../Outside'), { recursive: true });
  writeFileSync(join(folder, '../Outside/secret'), 'a secret');
  mkdirSync(join(folder, '0a'), { recursive: true });
  writeFileSync(join(folder, '0a/photo.jpg'), 'a picture');
  for (let times = 0; times < 2; times += 1) {
    plantFile(folder, '0a/photo.jpg', planted);
    expect(look(join(folder, '0a/photo.jpg'))).toEqual(seen);
  }
});
