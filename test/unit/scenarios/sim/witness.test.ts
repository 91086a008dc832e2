import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadScenario, scenarioOfData } from '../../../../scenarios/runner/load.ts';
import { runScenario } from '../../../../scenarios/runner/run.ts';
import type { GatewayLife, History, WitnessedRow } from '../../../../scenarios/sim/oracle/history.ts';
import { runsOf } from '../../../../scenarios/sim/oracle/runs.ts';

const MINUTE_MS = 60_000;

test('a row of a copy that was put back comes into its chat when the event that began it before brings it there', async () => {
  const scenario = {
    about: 'copy',
    drivers: ['sim'],
    seed: 'copy',
    people: { alice: '+15550001111' },
    steps: [
      { alice: { sends: 'hello' } },
      { wait: '1m' },
      { mac: { text: { from: 'alice', text: 'late', joinMs: '5m' } } },
      { wait: '1m' },
      { mac: { restoreDatabase: {} } },
      { wait: '10m' },
    ],
  };
  let rows: readonly WitnessedRow[] = [];
  await runScenario(scenarioOfData(scenario, 'copy.yaml'), {
    driver: 'sim',
    keepsRecord: false,
    goesOn: true,
    atEnd(driver) {
      rows = driver.history()?.rows ?? [];
    },
  });
  const late = rows.filter(({ versions }) => versions[0]!.text === 'late');
  expect(late.map(({ database, joinedAtMs }) => [database, joinedAtMs !== null])).toEqual([
    [1, false],
    [2, true],
  ]);
  const [before, copy] = late;
  expect(copy!.guid).toBe(before!.guid);
  expect(copy!.joinedAtMs! - before!.insertedAtMs).toBe(5 * MINUTE_MS);
  // All others stand in their chats from the moment at which the copy was put back.
  const isCopied = (row: WitnessedRow) => row.database === 2 && row.insertedAtMs === copy!.insertedAtMs;
  const others = rows.filter((row) => row !== copy && isCopied(row));
  expect(others.map((row) => row.joinedAtMs)).toEqual(others.map((row) => row.insertedAtMs));
  expect(others).not.toEqual([]);
});

test('of a copy no row is lost behind many that were deleted before', async () => {
  const scenario = {
    about: 'deleted',
    drivers: ['sim'],
    seed: 'deleted',
    people: { alice: '+15550001111' },
    steps: [
      { alice: { sends: 'hello {n}', times: 6 } },
      { wait: '1m' },
      { mac: { chatDelete: { from: 'alice' } } },
      { mac: { text: { from: 'alice', text: 'late', joinMs: '5m' } } },
      { mac: { restoreDatabase: {} } },
      { wait: '10m' },
    ],
  };
  let rows: readonly WitnessedRow[] = [];
  await runScenario(scenarioOfData(scenario, 'deleted.yaml'), {
    driver: 'sim',
    keepsRecord: false,
    goesOn: true,
    atEnd(driver) {
      rows = driver.history()?.rows ?? [];
    },
  });
  const late = rows.filter(({ versions, database }) => database === 2 && versions[0]!.text === 'late');
  expect(late.map(({ joinedAtMs }) => joinedAtMs !== null)).toEqual([true]);
});

test('a row that stands in its chat before its file does is known to have one', async () => {
  for (const seed of ['warm', '2', '5', '6']) {
    const file = { text: '\uFFFC', files: ['IMG_0001.HEIC'], fileMs: '1ms', joinMs: '0ms' };
    const scenario = {
      about: 'file',
      drivers: ['sim'],
      seed,
      people: { alice: '+15550001111' },
      steps: [{ mac: { row: { from: 'alice', ...file } } }, { wait: '1m' }],
    };
    let rows: readonly WitnessedRow[] = [];
    await runScenario(scenarioOfData(scenario, 'file.yaml'), {
      driver: 'sim',
      keepsRecord: false,
      goesOn: true,
      atEnd(driver) {
        rows = driver.history()?.rows ?? [];
      },
    });
    expect(rows.map(({ attachments }) => attachments)).toEqual([1]);
  }
});

test('what falls due while no imsg runs comes then, each row of an event at its own time', async () => {
  const scenario = {
    about: 'parts',
    drivers: ['sim'],
    seed: 'parts',
    gateway: 'stopped',
    people: { alice: '+15550001111' },
    steps: [
      { alice: { sends: 'Dump https://example.com/a', as: 'split', previewAfter: '5s' } },
      { wait: '3s' },
      { gateway: 'start' },
      { wait: '1m' },
      { gateway: 'stop' },
      { alice: { sends: 'Dump https://example.com/b', as: 'split', previewAfter: '5s' } },
      { wait: '20s' },
      { gateway: 'start' },
      { wait: '1m' },
    ],
  };
  let rows: readonly WitnessedRow[] = [];
  await runScenario(scenarioOfData(scenario, 'parts.yaml'), {
    driver: 'sim',
    keepsRecord: false,
    goesOn: true,
    atEnd(driver) {
      rows = driver.history()?.rows ?? [];
    },
  });
  const written = rows.filter(({ versions }) => !versions[0]!.isFromMe);
  // A row is written at a fraction of a millisecond; what was planned is whole milliseconds.
  const inMs = written.map(({ insertedAtMs }) => Math.trunc(insertedAtMs));
  const previewAfterMs = inMs[1]! - inMs[0]!;
  expect(previewAfterMs).toBeGreaterThan(3_000);
  expect(Math.abs(inMs[3]! - inMs[2]! - previewAfterMs)).toBeLessThanOrEqual(1);
  // The wire tells a date to the millisecond, rounded.
  expect(rows.map(({ dateMs }) => dateMs)).toEqual(rows.map(({ dateMs }) => Math.round(dateMs!)));
});

test('what leaves while no imsg runs leaves then, not when the next one looks', async () => {
  const scenario = {
    about: 'left',
    drivers: ['sim'],
    seed: 'left',
    device: { environment: 'bridge' },
    people: { alice: '+15550001111' },
    steps: [
      { mac: { fault: { fault: 'send-late=5s' } } },
      { alice: { sends: 'hello' } },
      { wait: '3s' },
      { gateway: 'crash' },
      { wait: '1h' },
      { gateway: 'start' },
      { wait: '1m' },
    ],
  };
  let seen: Pick<History, 'departures' | 'lives'> = { departures: [], lives: [] };
  await runScenario(scenarioOfData(scenario, 'left.yaml'), {
    driver: 'sim',
    keepsRecord: false,
    goesOn: true,
    atEnd(driver) {
      seen = driver.history()!;
    },
  });
  const [{ toMs: crashedMs }] = seen.lives as [GatewayLife];
  const afterMs = seen.departures.map(({ atMs }) => atMs - crashedMs!);
  expect(afterMs).toEqual([expect.any(Number)]);
  expect(afterMs[0]).toBeGreaterThan(0);
  expect(afterMs[0]).toBeLessThan(5_000);
});

test('a gateway that goes on with another configuration has not stopped', async () => {
  const file = 'scenarios/commands/the-owner-changes-who-may-write-from-a-chat.yaml';
  let lives: readonly GatewayLife[] = [];
  await runScenario(loadScenario(readFileSync(file, 'utf8'), file), {
    driver: 'sim',
    keepsRecord: false,
    goesOn: true,
    atEnd(driver) {
      lives = driver.history()?.lives ?? [];
    },
  });
  expect(lives.map(({ end }) => end)).toContain('config');
  expect(runsOf({ lives }).map(({ end }) => end)).not.toContain('config');
  const ends = lives.flatMap(({ end }) => (end === 'config' ? [] : [end]));
  expect(runsOf({ lives }).map(({ end }) => end)).toEqual(ends);
});

test('what somebody has put on a message is gone from the moment at which they take it away', async () => {
  const scenario = {
    about: 'taken-away',
    drivers: ['sim'],
    seed: 'taken-away',
    people: { alice: '+15550001111' },
    steps: [
      { alice: { sends: 'hello' } },
      { wait: '1m' },
      { mac: { tapback: { from: 'alice', reaction: 'like', saying: 'You said: hello' } } },
      { wait: '60ms' },
      { mac: { tapback: { from: 'alice', reaction: 'like', remove: true, saying: 'You said: hello' } } },
      { wait: '10m' },
    ],
  };
  let rows: readonly WitnessedRow[] = [];
  await runScenario(scenarioOfData(scenario, 'taken-away.yaml'), {
    driver: 'sim',
    keepsRecord: false,
    goesOn: true,
    atEnd(driver) {
      rows = driver.history()?.rows ?? [];
    },
  });
  const [put, away] = [2001, 3001].map((type) => rows.find(({ associatedType }) => associatedType === type)!);
  expect(put!.deletedAtMs).toBe(away!.insertedAtMs);
});
