// The demo as people start it: what it prints, what it leaves behind, how it ends.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeBlocks } from '../support/markdown.ts';
import { sourceFiles } from '../support/source-files.ts';

const MAIN = fileURLToPath(new URL('../../scenarios/cli/main.ts', import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'imgate-demo-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const start = (...args: string[]) =>
  execa(process.execPath, [MAIN, 'demo', ...args], { env: { TMPDIR: folder }, reject: false });
const leftFolders = () => readdirSync(folder).filter((name) => name.startsWith('imgate-demo-'));

/** A line as it is in every run: without what was measured or drawn. */
const shapeOf = (line: string) =>
  line
    .replace(/^ *\d+\.\d\ds/, 'TIME')
    .replace(/receipt [0-9A-F]{8}/, 'receipt GUID')
    .trimEnd();

describe('the demo', () => {
  let lines: string[];
  let output: Awaited<ReturnType<typeof start>>;

  beforeAll(async () => {
    output = await start();
    lines = output.stdout.split('\n').map(shapeOf);
  });

  test('ends well, says nothing on stderr and leaves no folder', () => {
    expect(output).toMatchObject({ exitCode: 0, stderr: '' });
    expect(leftFolders()).toEqual([]);
  });

  test('writes plain text where there is no terminal', () => {
    expect(output.stdout).not.toContain('\u001b');
  });

  test.each([
    ['a start', 'TIME  gateway   started               with an empty store'],
    ['where reading begins', 'TIME  gateway   reads                 from the first row on'],
    ['a message', 'TIME  Alice     writes                "Hi! Is there a table for two tonight?"'],
    ['a row that waits', 'TIME  Alice     row 1     pending     admitted'],
    ['a turn', 'TIME  Alice     turn 1    formed      the row is dispatched to the agent'],
    ['a part on the wire', 'TIME  Alice     part 2    sending     "Shall I keep it for you?"'],
    ['its receipt', 'TIME  Alice     part 2    sent        receipt GUID'],
    ['an answer', 'TIME  Alice     turn 1    answered'],
    ['an own row', 'TIME  gateway   row 2     echo        own send'],
    ['a denied stranger', 'TIME  Stranger  row 5     denied      dmPolicy blocked'],
    ['a stop', 'TIME  gateway   stopped               what comes now has to wait'],
    ['a restart', 'TIME  gateway   started               on the store it left'],
    ['a message that came meanwhile', 'TIME  Alice     row 7     pending     admitted'],
    ['a message that came too late', 'TIME  Bob       row 8     stale       older than the recovery window'],
  ])('shows %s', (_, line) => {
    expect(lines).toContain(line);
  });

  test('answers what came while the gateway was down, and only after its restart', () => {
    const missed = lines.indexOf('TIME  Alice     writes                "Yes please, at seven."');
    const restart = lines.indexOf('TIME  gateway   started               on the store it left');
    const answer = lines.indexOf('TIME  Alice     part 4    sending     "Done. See you at seven, Alice."');
    expect(missed).toBeGreaterThan(0);
    expect([missed, restart, answer]).toEqual([missed, restart, answer].sort((a, b) => a - b));
  });

  test('closes with a table in which every row has its fate', () => {
    const table = lines.slice(lines.indexOf('') + 1);
    expect(table.slice(table.indexOf('') + 1)).toEqual([
      'rows seen           11',
      '  dispatched         4',
      '  denied             1',
      '  stale              1',
      '  echo               5',
      'repeat sightings     0',
      'turns                4',
      'parts sent           5',
      'receipts             5',
      '',
      '11 sightings = 11 rows with a fate + 0 pending + 0 repeats',
      'Nothing lost, nothing answered twice, nothing answered late, no stranger answered.',
    ]);
  });

  test('prints what README.md shows of it', () => {
    const shown = codeBlocks(sourceFiles('README.md')[0]!.text, 'console')[0]!;
    const expected = shown.split('\n').filter((line) => !line.startsWith('$ ') && line !== '…');
    expect(expected.length).toBeGreaterThan(15);
    expect(expected.map(shapeOf).filter((line) => !lines.includes(line))).toEqual([]);
  });
});

test('Ctrl-C ends the demo with exit code 130, and --keep keeps its folder and says where', async () => {
  const child = start('--keep');
  const printed: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    printed.push(line);
    if (line.includes('row 1 ')) child.kill('SIGINT');
  }
  expect(await child).toMatchObject({ exitCode: 130, stderr: '' });
  const [kept] = leftFolders();
  expect(printed.at(-1)).toBe(`Kept: ${join(folder, kept!)}`);
  expect(readdirSync(join(folder, kept!)).sort()).toEqual(['mac', 'state']);
});
