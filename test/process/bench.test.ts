// The bench in small, so that it cannot rot: what its workloads do, and how it tells a miss. Not how fast.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { answers } from '../../bench/answers.ts';
import { USAGE, wishOf } from '../../bench/command-line.ts';
import { conversations } from '../../bench/conversations.ts';
import { decide } from '../../bench/decide.ts';
import { durable } from '../../bench/durable.ts';
import { endlessLine } from '../../bench/endless-line.ts';
import { fakeStarts } from '../../bench/fake-starts.ts';
import { fakeWrites } from '../../bench/fake-writes.ts';
import { type Figure, median, meetsBar, percentile, ratioOf } from '../../bench/figure.ts';
import { lastToken } from '../../bench/last-token.ts';
import { measureAll } from '../../bench/measure-all.ts';
import { oneAtATime } from '../../bench/one-at-a-time.ts';
import { jsonLineOf, tableOf } from '../../bench/report.ts';
import { scenarios } from '../../bench/scenarios.ts';
import { simulatedHours } from '../../bench/simulated-hours.ts';
import { createTraffic } from '../../bench/traffic.ts';
import { WORKLOAD_NAMES, WORKLOADS } from '../../bench/workloads.ts';
import { temporaryFolder } from '../support/processes/node-script.ts';

const FIGURE: Figure = {
  figure: 'rows',
  value: 30,
  unit: 'rows/s',
  limit: 100,
  bar: { of: 'ratio', atLeast: 0.5 },
  parameters: '3 runs',
  checksum: 'abc',
};

describe('a workload', () => {
  test('that decides gives every row of the traffic the fate it must have', async () => {
    const [figure] = await decide.run('small');
    expect(figure!.parameters).toContain(': 1400 pending, 200 reaction, 200 denied, 200 echo;');
    expect(ratioOf(figure!)).toBeGreaterThan(0);
  });

  test('that is durable forms a turn of every admitted row', async () => {
    const [figure] = await durable.run('small');
    expect(figure!.parameters).toContain(': 700 dispatched, 100 reaction, 100 denied, 100 echo;');
    expect(ratioOf(figure!)).toBeGreaterThan(0);
  });

  test('of one message at a time needs four commits for each', async () => {
    const figures = await oneAtATime.run('small');
    expect(figures.find(({ unit }) => unit === 'commits')).toMatchObject({ value: 4 });
  });

  test('of answers marks each message as read and types before it is answered', async () => {
    const [figure] = await answers.run('small');
    expect(figure!.parameters).toMatch(/100 read marks, 1\d\d times typing on or off, 4 commits an answer/);
  });

  test('of last tokens has one commit between the token and the frame', async () => {
    const figures = await lastToken.run('small');
    expect(figures.map(({ figure }) => figure)).toEqual([
      'last token to frame of send, p50',
      'last token to frame of send, p99',
    ]);
    expect(figures[0]!.parameters).toContain(
      '50 answers of 9 tokens, one at a time, 3 runs, 1 commits between',
    );
  });

  test('of conversations has all of them with the agent at once, and each answered over two children', async () => {
    const [figure] = await conversations.run('small');
    expect(figure!.parameters).toContain('50 turns with the agent at once, 50 answers proven, 2 children');
  });

  test('of an endless line sees it refused once and the loop watched', async () => {
    const figures = await endlessLine.run('small');
    expect(figures.map(({ figure }) => figure)).toEqual([
      'endless line: bytes passed over',
      'endless line: event loop delay p99.9',
    ]);
  });

  test('of the fake finds all rows joined, the same in every run', async () => {
    const [figure, bulk] = await fakeWrites.run('small');
    expect(figure).toMatchObject({ unit: 'rows/s', checksum: '674c0bdbee' });
    expect(bulk!.parameters).toContain('2000 rows in a new chat.db');
  });

  test('of scenarios has passed those it took', async () => {
    const [figure] = await scenarios.run('small');
    expect(figure!.parameters).toContain('; 5 shipped scenarios of at most 50 rows');
  });

  test('of simulated hours knows what went wrong in them, the same in every run', async () => {
    const [first, again] = [await simulatedHours.run('small'), await simulatedHours.run('small')];
    expect(again.map(({ checksum }) => checksum)).toEqual(first.map(({ checksum }) => checksum));
    expect(first[1]!.parameters).toContain(', 1 h under the oracle, 0 violations');
  });

  test('of starts has an answer of each process, and what it cost', async () => {
    const figures = await fakeStarts.run('small');
    expect(figures.length).toBe(10);
    for (const { figure, value } of figures) expect(value, figure).toBeGreaterThan(0);
  });

  test('is found by every name there is', async () => {
    for (const name of WORKLOAD_NAMES) expect(await WORKLOADS[name]()).toHaveProperty('run');
  });
});

describe('a workload that fails', () => {
  test('takes no figures of others along, and is named with what went wrong', async () => {
    const measured = await measureAll(['first', 'broken', 'last'], async (name) => {
      if (name === 'broken') throw new Error('no room');
      return [{ ...FIGURE, figure: name }];
    });
    expect(measured.figures.map(({ figure }) => figure)).toEqual(['first', 'last']);
    expect(measured.failures).toEqual(['broken failed: no room']);
  });

  test('ends the program with 1, behind the table and the JSON of the others', async () => {
    const folder = temporaryFolder();
    const json = join(folder, 'figures.json');
    const bench = (TMPDIR: string) =>
      execa('node', ['--expose-gc', 'bench/main.ts', 'waiting', 'fake-writes', '--small', '--json', json], {
        env: { TMPDIR },
        reject: false,
      });
    const failed = await bench(join(folder, 'is-not-there'));
    expect(failed.exitCode).toBe(1);
    expect(failed.stderr).toMatch(/^fake-writes failed: Error: ENOENT/m);
    expect(failed.stdout).toMatch(/bars met/);
    expect(readFileSync(json, 'utf8')).toContain('rows/s');
    expect(await bench(folder)).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

describe('wrong usage of the bench', () => {
  test.each([
    [['nonsense'], 'There is no workload nonsense.'],
    [['--zz'], "Unknown option '--zz'"],
    [['--json'], "'--json <value>' argument missing"],
  ])('%j is refused with what is right, before anything is measured', (args, why) => {
    expect(wishOf(args)).toEqual({ does: 'refuse', why: expect.stringContaining(why) });
  });

  test('ends the program with 64, and without a stack', async () => {
    const refused = await execa('node', ['bench/main.ts', 'nonsense'], { reject: false });
    expect([refused.exitCode, refused.stdout]).toEqual([64, '']);
    expect(refused.stderr).toBe(`There is no workload nonsense.\n\n${USAGE}`);
  });

  test('all workloads are measured where none is named', () => {
    const options = { names: WORKLOAD_NAMES, size: 'small', json: null };
    expect(wishOf(['--small'])).toEqual({ does: 'run', options });
  });
});

test('the traffic is the same bytes in every run', () => {
  const [one, other] = [createTraffic(500), createTraffic(500)];
  expect(Buffer.concat(one.chunks)).toEqual(Buffer.concat(other.chunks));
  expect(one.chunks.length).toBeGreaterThan(1);
});

describe('a bar', () => {
  test.each([
    ['at least, of the ratio', { of: 'ratio', atLeast: 0.3 }, true],
    ['at least, of the ratio, missed', { of: 'ratio', atLeast: 0.31 }, false],
    ['below, where the value is it', { of: 'value', below: 30 }, false],
    ['at most, where the value is it', { of: 'value', atMost: 30 }, true],
    ['at least, of the value', { of: 'value', atLeast: 31 }, false],
    ['that there is none of', null, null],
  ] as const)('%s', (_, bar, met) => {
    expect(meetsBar({ ...FIGURE, bar })).toBe(met);
  });

  test('of a ratio is missed where there is no limit', () => {
    expect(meetsBar({ ...FIGURE, limit: null })).toBe(false);
  });
});

test('percentiles are values that were measured', () => {
  expect(percentile([4, 1, 3, 2], 50)).toBe(2);
  expect(percentile([4, 1, 3, 2], 99)).toBe(4);
  expect(median([9])).toBe(9);
  expect(() => median([])).toThrow(RangeError);
});

test('the table shows a miss beside its bar', () => {
  expect(tableOf([FIGURE])).toMatch(
    /^rows +30 rows\/s +100 +0\.30 +ratio ≥ 0\.5 +MISS\n {2}3 runs \[abc\]$/m,
  );
});

test('a line of JSON holds figure, value, unit, limit, ratio, machine and commit', () => {
  const line = jsonLineOf(FIGURE, { machine: 'm', commit: 'c', size: 'small' });
  expect(line.endsWith('}\n')).toBe(true);
  expect(JSON.parse(line)).toEqual({
    figure: 'rows',
    value: 30,
    unit: 'rows/s',
    limit: 100,
    ratio: 0.3,
    machine: 'm',
    commit: 'c',
    bar: 'ratio ≥ 0.5',
    met: false,
    size: 'small',
    parameters: '3 runs',
    checksum: 'abc',
  });
});
