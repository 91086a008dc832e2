// A gateway comes back after rows piled up: spawn of the real children → the last row has its fate.

import { join } from 'node:path';
import { locatorOf } from '../engine/config/locator.ts';
import { createEngine } from '../engine/index.ts';
import { openSqliteCore } from '../engine/store/sqlite/core.ts';
import { createBenchDevice, fillDevice } from './device.ts';
import { countFates } from './durable.ts';
import { type Figure, median, type Workload } from './figure.ts';
import { type LoopWatch, withLoopWatch } from './loop-delay.ts';
import { outcomeOf, SILENT } from './scripted-engine.ts';
import { inTemporaryFolder } from './temporary-folder.ts';

const SIZES = { small: { rows: 5_000, runs: 1 }, full: { rows: 100_000, runs: 3 } } as const;
const SOURCE = 'source';
const MIB = 2 ** 20;
/** As many conversations at once as an agent may be told to hold. */
const TURNS_MAX = 64;
const SAMPLE_MS = 50;

export const recovery: Workload = {
  name: 'recovery',
  run: (size) =>
    inTemporaryFolder((folder) =>
      withLoopWatch('recovery', 50, async (watch) => {
        const { rows, runs } = SIZES[size];
        const device = createBenchDevice(join(folder, 'mac'));
        fillDevice(device, rows);
        const results: RunResult[] = [];
        for (let run = 0; run < runs; run += 1) {
          const stateDir = join(folder, `run-${run}`);
          prepareStore(stateDir, device.chatDbPath);
          results.push(await recover({ stateDir, device, rows, watch }));
        }
        return figuresOf(results, rows);
      }),
    ),
};

interface RunResult {
  readonly seconds: number;
  /** Held after collecting garbage. */
  readonly heldMib: number;
  readonly residentMib: number;
  readonly turnsRun: number;
  readonly checksum: string;
}

function figuresOf(results: readonly RunResult[], rows: number): Figure[] {
  const last = results.at(-1)!;
  const memory = { unit: 'MiB', limit: null, checksum: '' } as const;
  return [
    {
      figure: 'recovery: spawn to last fate',
      value: median(results.map((result) => result.seconds)),
      unit: 's',
      limit: null,
      bar: { of: 'value', below: 8 },
      parameters: `${rows} fresh rows, ${results.length} runs, fake imsg (current), null agent with ${TURNS_MAX} turns at once, ${last.turnsRun} of them over by then`,
      checksum: last.checksum,
    },
    {
      ...memory,
      figure: 'recovery: memory held more',
      value: Math.max(...results.map((result) => result.heldMib)),
      bar: { of: 'value', below: 64 },
      parameters: 'heap and buffers after collection, before the start and after the last fate; worst run',
    },
    {
      ...memory,
      figure: 'recovery: resident memory more',
      value: Math.max(...results.map((result) => result.residentMib)),
      bar: { of: 'value', below: 64 },
      parameters: 'highest resident size of the engine over that before it started; worst run',
    },
  ];
}

/** A store that knows the database from before its first row. */
export function prepareStore(stateDir: string, chatDbPath: string): void {
  const core = openSqliteCore(join(stateDir, 'imgate.db'));
  const epoch = core.acquire({ instanceId: 'before', atMs: Date.now() });
  const source = { sourceId: SOURCE, locator: locatorOf({ dbPath: chatDbPath }), fileKey: null };
  core.transact(epoch, [
    { name: 'createSource', input: { ...source, createdAtMs: Date.now() } },
    { name: 'advanceCursors', input: { sourceId: SOURCE, rowid: 0 } },
  ]);
  core.close();
}

interface RecoverOptions {
  readonly stateDir: string;
  readonly device: ReturnType<typeof createBenchDevice>;
  readonly rows: number;
  readonly watch: LoopWatch;
}

async function recover({ stateDir, device, rows, watch }: RecoverOptions): Promise<RunResult> {
  let turnsRun = 0;
  const engine = createEngine({
    logger: SILENT,
    config: {
      stateDir,
      channels: {
        imessage: { cliPath: device.imsgPath, dbPath: device.chatDbPath, dmPolicy: 'open', allowFrom: ['*'] },
      },
    },
    agent: {
      name: 'null',
      turnsMax: TURNS_MAX,
      session: 'none',
      async run() {
        turnsRun += 1;
        return { replies: [] };
      },
    },
  });
  const before = memoryNow();
  watch.start();
  const startedMs = performance.now();
  const allFated = countFates(engine, rows);
  let highestBytes = 0;
  const samples = setInterval(() => {
    highestBytes = Math.max(highestBytes, process.memoryUsage.rss());
  }, SAMPLE_MS);
  await engine.start();
  await allFated;
  const seconds = (performance.now() - startedMs) / 1000;
  watch.stop();
  clearInterval(samples);
  highestBytes = Math.max(highestBytes, process.memoryUsage.rss());
  const overByThen = turnsRun;
  const after = memoryNow();
  const { checksum } = await outcomeOf(engine.store(), SOURCE);
  await engine.stop();
  return {
    seconds,
    heldMib: (after.heldBytes - before.heldBytes) / MIB,
    residentMib: (highestBytes - before.residentBytes) / MIB,
    turnsRun: overByThen,
    checksum,
  };
}

function memoryNow(): { heldBytes: number; residentBytes: number } {
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heldBytes: heapUsed + external, residentBytes: rss };
}
