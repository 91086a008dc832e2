// The demo as people start it: what it prints, what it leaves behind, how it ends.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { programPath } from '../support/processes/programs.ts';
import { codeBlocks } from '../support/repository/markdown.ts';
import { sourceFiles } from '../support/repository/source-files.ts';

const MAIN = programPath('imgate-lab');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'imgate-demo-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const start = (...args: string[]) =>
  execa(process.execPath, [MAIN, 'demo', ...args], { env: { TMPDIR: folder }, reject: false });
const leftFolders = () => readdirSync(folder).filter((name) => name.startsWith('imgate-demo-'));

/** A line as it is in every run: without what was measured or drawn, and what depends on who was faster. */
const shapeOf = (line: string) =>
  line
    .replace(/^ *\d+\.\d\ds/, 'TIME')
    .replace(/receipt [0-9A-F]{8}/, 'receipt GUID')
    .replace(/sent=\S+/, 'sent=DATE')
    .trimEnd();
const withoutNumbers = (line: string) => line.replace(/\b(row|turn|part) \d+ */g, '$1 N ');

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
    ['a chapter', 'Bob sends a command with its link: two rows. Alice writes three times.'],
    ['a row that waits', 'TIME  Alice     row 1     pending     "Hi! Is there a table for two tonight?"'],
    ['a turn', 'TIME  Alice     turn 1    formed      "Hi! Is there a table for two tonight?"'],
    ['what its row became', 'TIME  Alice     row 1     dispatched  as turn 1'],
    ['a part on the wire', 'TIME  Alice     part 2    sending     "Shall I keep it for you?"'],
    ['its receipt', 'TIME  Alice     part 2    sent        receipt GUID'],
    ['an answer', 'TIME  Alice     turn 1    answered'],
    ['an own row', 'TIME  gateway   row 3     echo        own send'],
    ['a denied stranger', 'TIME  Stranger  row 2     denied      dmPolicy blocked'],
    ['what was sent as one', 'TIME  Bob       writes                "Order https://example.com/7"'],
    ['a stop', 'TIME  gateway   stopped               what comes now has to wait'],
    ['a restart', 'TIME  gateway   started               on the store it left'],
    ['a message that came meanwhile', 'TIME  Alice     row 14    pending     "We are ten minutes late."'],
    ['a message from another day', 'TIME  Bob       wrote                 "Is lunch still on?" 3 days ago'],
    ['that it came too late', 'TIME  Bob       row 16    stale       older than the live window'],
    [
      'what the log says of it',
      'TIME  gateway   log  imessage: suppressed stale inbound backlog account=default sent=DATE ' +
        'recovery=false (2 suppressed since start)',
    ],
  ])('shows %s', (_, line) => {
    expect(lines).toContain(line);
  });

  const places = (...wanted: string[]) => wanted.map((line) => lines.map(withoutNumbers).indexOf(line));
  const inOrder = (found: number[]) => found.toSorted((a, b) => a - b);

  test('makes one turn of a command and its link, and answers it once', () => {
    const found = places(
      'TIME  Bob       row N pending     "Order"',
      'TIME  Bob       row N pending     "https://example.com/7"',
      'TIME  Bob       turn N formed      "Order https://example.com/7"',
      'TIME  Bob       part N sending     "Number seven, with pleasure."',
    );
    expect(found).not.toContain(-1);
    expect(found).toEqual(inOrder(found));
    const formed = lines.findIndex((line) => line.endsWith('formed      "Order https://example.com/7"'));
    expect(lines.slice(formed + 1, formed + 3).map(withoutNumbers)).toEqual([
      expect.stringMatching(/^TIME {2}Bob {7}row N dispatched {2}as turn N/),
      expect.stringMatching(/^TIME {2}Bob {7}row N merged {6}into turn N/),
    ]);
  });

  test('makes a turn of each message of a burst, and answers them in order', () => {
    const burst = ['It is yours.', 'The one by the window.', 'There will be cake.'];
    const found = places(...burst.map((text) => `TIME  Alice     part N sending     "${text}"`));
    expect(found).not.toContain(-1);
    expect(found).toEqual(inOrder(found));
  });

  test('answers what came while the gateway was down, and only after its restart', () => {
    const found = places(
      'TIME  Alice     writes                "We are ten minutes late."',
      'TIME  gateway   started               on the store it left',
      'TIME  Alice     part N sending     "Thank you, we wait for you."',
    );
    expect(found).not.toContain(-1);
    expect(found).toEqual(inOrder(found));
  });

  test('closes with a table in which every row has its fate', () => {
    expect(lines.slice(lines.indexOf('rows seen           19'))).toEqual([
      'rows seen           19',
      '  dispatched         7',
      '  merged             1',
      '  denied             1',
      '  stale              2',
      '  echo               8',
      'repeat sightings     0',
      'turns                7',
      'parts sent           8',
      'receipts             8',
      '',
      '19 sightings = 19 rows with a fate + 0 pending + 0 repeats',
      'Nothing lost, nothing answered twice, nothing too late, no stranger answered.',
    ]);
  });

  test('prints what README.md shows of it', () => {
    const shown = codeBlocks(sourceFiles('README.md')[0]!.text, 'console')[0]!;
    const expected = shown.split('\n').filter((line) => !line.startsWith('$ ') && line !== '…');
    expect(expected.length).toBeGreaterThan(15);
    const printed = new Set(lines.map(withoutNumbers));
    const strays = expected.filter((line) => !printed.has(withoutNumbers(shapeOf(line))));
    expect(strays).toEqual([]);
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

test('--stay sends what is typed after the story, shows the replies and ends with the table', async () => {
  const child = start('--stay');
  const printed: string[] = [];
  const typed = ['hello\n', 'bob: good evening\n', '/lnik\n/quit\n'];
  const type = () => child.stdin.write(typed.shift() ?? '');
  for await (const line of createInterface({ input: child.stdout })) {
    printed.push(shapeOf(line));
    if (line.startsWith('Now write as one of them')) type();
    // The own row is the last that is heard of a reply.
    if (typed.length < 3 && line.endsWith('own send')) type();
  }
  expect(await child).toMatchObject({ exitCode: 0, stderr: '' });
  const stayed = printed.slice(printed.findIndex((line) => line.startsWith('Now write as one of them')));
  expect(stayed).toEqual(
    expect.arrayContaining([
      'TIME  Alice     writes                "hello"',
      'TIME  Alice     part 9    sending     "You said: hello"',
      'TIME  Bob       part 10   sending     "You said: good evening"',
      'TIME  Bob       part 10   sent        receipt GUID',
      'There is no /lnik. Did you mean /link?',
      '23 sightings = 23 rows with a fate + 0 pending + 0 repeats',
    ]),
  );
  expect(stayed.join('')).not.toContain('alice>');
});
