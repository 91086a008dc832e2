// What the commands of the real imsg 0.9.0 printed about a small database (recorded/), and what those of the
// fake print.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { openFileDevice } from '../../fake-imsg/process/files/file-device.ts';
import { createManualClock } from '../support/clocks/manual-clock.ts';
import { countingIds } from '../support/devices/fake-mac.ts';
import { startTestImsg } from '../support/processes/imsg-process.ts';
import { temporaryFolder } from '../support/processes/node-script.ts';

const RECORDED = join(import.meta.dirname, 'recorded');
const HOME = '/Users/me';

interface CliExchange {
  readonly kind: string;
  readonly argv: readonly string[];
  readonly rc: number;
  readonly stdout: readonly ({ readonly json: object } | { readonly text: string })[];
}

const exchanges = readFileSync(join(RECORDED, 'imsg-0.9.0.jsonl'), 'utf8')
  .replaceAll('$HOME', HOME)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as CliExchange)
  .filter(({ kind }) => kind === 'cli');
const sample = readFileSync(join(RECORDED, 'sample.sql'), 'utf8');

function run(argv: readonly string[]) {
  const path = join(temporaryFolder(), 'sample.db');
  const db = new Database(path);
  db.exec(sample);
  db.close();
  const device = openFileDevice(path, {
    clock: createManualClock(Date.UTC(2026, 4, 18)),
    ids: countingIds(),
  });
  onTestFinished(() => device.close());
  const { lines, exitCode } = startTestImsg(device, { argv, env: { FAKE_IMSG_BUILD: '0.9.0', HOME } });
  return { lines, rc: exitCode() };
}

/** Rows of one date may come in either order. */
const sorted = (lines: readonly object[]) => lines.map((line) => JSON.stringify(line, sortedKeys)).toSorted();
const sortedKeys = (_key: string, value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
    : value;

it('has recorded exchanges', () => expect(exchanges.length).toBeGreaterThan(20));

it.each(exchanges.map((one) => [one.argv.join(' '), one] as const))(
  'imsg %s',
  (_argv, { argv, rc, stdout }) => {
    const answer = run(argv);
    const printed = stdout.map((line, index) => {
      const own = answer.lines[index] ?? '';
      return 'json' in line && own.startsWith('{') ? { json: JSON.parse(own) as object } : { text: own };
    });
    expect(sorted(printed)).toEqual(sorted(stdout));
    expect(answer).toMatchObject({ rc, lines: { length: stdout.length } });
  },
);
