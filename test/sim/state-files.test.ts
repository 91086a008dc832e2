// What a copy of the state of a gateway is worth: the file alone is complete once the gateway is idle, and a log that is
// damaged is told of, instead of being read as far as it goes.

import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locatorOf } from '../../engine/config/locator.ts';
import { openSqliteCore } from '../../engine/store/sqlite/core.ts';
import { readJournal } from '../../scenarios/sim/inspect.ts';
import { createInstallation } from '../../scenarios/sim/installation.ts';
import { createTempFolder } from '../support/repository/temp-folder.ts';

const folder = createTempFolder();
afterAll(folder.remove);
const inFolder = (name: string) => join(folder.path, name);

/** A message and its answer: two rows of the journal. */
const ROWS = 2;
const HEADER_BYTES = 32;
const FRAME_BYTES = 24 + 4096;

/** How many rows whoever opens the file finds, or the code of the error that it gets. */
function rowsIn(path: string): number | string {
  try {
    const core = openSqliteCore(path);
    const found = readJournal(core, locatorOf({ dbPath: '/sim/chat.db' }))?.verdicts.length ?? 0;
    core.close();
    return found;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

let frames = 0;

beforeAll(async () => {
  const path = inFolder('imgate.db');
  const core = openSqliteCore(path);
  const installation = createInstallation({ seed: 'idle', core });
  installation.start();
  installation.text('+15550001111', 'one', { inMs: 1_000 });
  await installation.world.advance(20_000);
  copyFileSync(path, inFolder('busy.db'));
  copyFileSync(`${path}-wal`, inFolder('busy.db-wal'));
  frames = (readFileSync(`${path}-wal`).length - HEADER_BYTES) / FRAME_BYTES;
  await installation.world.advance(60_000);
  copyFileSync(path, inFolder('alone.db'));
  await installation.stop();
  installation.device.close();
  core.close();
});

/** The state as it was while its gateway was busy, after something happened to its log. */
function damaged(name: string, damage: (log: Buffer) => void): string {
  copyFileSync(inFolder('busy.db'), inFolder(`${name}.db`));
  const log = readFileSync(inFolder('busy.db-wal'));
  damage(log);
  writeFileSync(inFolder(`${name}.db-wal`), log);
  return inFolder(`${name}.db`);
}

describe('the state of a gateway (T4)', () => {
  it('is there as a whole in the file and its log', () => {
    expect(frames).toBeGreaterThan(10);
    expect(rowsIn(damaged('whole', () => {}))).toBe(ROWS);
  });

  it('is in the file alone once the gateway has been idle for a minute', () => {
    expect(rowsIn(inFolder('alone.db'))).toBe(ROWS);
  });

  it.each([
    ['the header', 20],
    ['the first page', HEADER_BYTES + 24 + 200],
    ['the number of the first page', HEADER_BYTES + 2],
    ['the checksum of the first page', HEADER_BYTES + 17],
    ['what says to which log the first page belongs', HEADER_BYTES + 9],
    ['the third page', HEADER_BYTES + 2 * FRAME_BYTES + 24],
  ])('is said to be damaged where a byte of %s has flipped', (what, at) => {
    const flip = (log: Buffer) => {
      log[at]! ^= 1;
    };
    expect(rowsIn(damaged(what.replaceAll(' ', '-'), flip))).toBe('store_damaged');
  });

  it('is opened where the power went during the last commit', () => {
    const path = damaged('torn', () => {});
    truncateSync(`${path}-wal`, HEADER_BYTES + frames * FRAME_BYTES - 100);
    expect(rowsIn(path)).toBeTypeOf('number');
    const cut = damaged('unwritten', (log) => log.fill(0, log.length - FRAME_BYTES));
    expect(rowsIn(cut)).toBeTypeOf('number');
  });
});
