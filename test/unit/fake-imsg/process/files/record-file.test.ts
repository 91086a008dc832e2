import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openRecordFile } from '../../../../../fake-imsg/process/files/record-file.ts';

function recordIn(mac: string) {
  const path = join(mac, 'record', 'record.jsonl');
  return { path, record: openRecordFile(path, () => {}) };
}

function createFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), 'record-'));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  return join(parent, 'mac');
}

test('the record of a Mac begins with its first line', () => {
  const mac = createFolder();
  mkdirSync(mac);
  const { path, record } = recordIn(mac);
  record.note(1, 7, { what: 'exit', code: 0 });
  record.flush();
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ atMs: 1, pid: 7, what: 'exit', code: 0 });
});

test('a process that ends after the folder of its Mac was removed brings no part of it back', () => {
  const mac = createFolder();
  mkdirSync(mac);
  const { path, record } = recordIn(mac);
  record.note(1, 7, { what: 'end of input' });
  record.flush();
  rmSync(mac, { recursive: true });
  record.note(2, 7, { what: 'exit', code: 0 });
  record.flush();
  expect([existsSync(dirname(path)), existsSync(mac)]).toEqual([false, false]);
});
