// Bytes → journalled and settled on the disk, beside a bare loop with the same groups and bytes.

import { join } from 'node:path';
import type { Agent } from '../engine/agents/agent.ts';
import type { Engine } from '../engine/embedding.ts';
import { type BareRow, insertAndSettle } from './bare-sqlite.ts';
import { secondsOf } from './clock.ts';
import { type Figure, median, type Workload } from './figure.ts';
import { withLoopWatch } from './loop-delay.ts';
import {
  type Outcome,
  outcomeOf,
  SCRIPTED_DB_PATH,
  sourceAt,
  startScriptedEngine,
} from './scripted-engine.ts';
import { inTemporaryFolder } from './temporary-folder.ts';
import { createTraffic, frameOf, guidOf, MIX } from './traffic.ts';

const SIZES = { small: { rows: 1_000, runs: 3 }, full: { rows: 20_000, runs: 5 } } as const;

export const durable: Workload = {
  name: 'durable',
  run: (size) =>
    inTemporaryFolder((folder) =>
      withLoopWatch('durable', 50, async (watch) => {
        const { rows, runs } = SIZES[size];
        const traffic = createTraffic(rows);
        const bare = Array.from({ length: rows }, (_, index) => bareRow(index + 1));
        const seconds: number[] = [];
        const limitSeconds: number[] = [];
        let outcome: Outcome = { fates: '', checksum: '' };
        let groups = 0;
        for (let run = 0; run < runs; run += 1) {
          const { agent, release } = createHeldAgent();
          const { engine, imsg, ledger } = await startScriptedEngine(join(folder, `run-${run}`), agent);
          const allFated = countFates(engine, rows);
          watch.start();
          seconds.push(await secondsOf(() => Promise.all([imsg.feed(traffic.chunks), allFated])));
          watch.stop();
          outcome = await outcomeOf(engine.store(), await sourceAt(engine.store(), SCRIPTED_DB_PATH));
          const stopped = engine.stop();
          release();
          await stopped;
          groups = ledger.batches.length;
          limitSeconds.push(insertAndSettle(join(folder, `bare-${run}.db`), grouped(bare, ledger.batches)));
        }
        const figure: Figure = {
          figure: 'durable: bytes to journalled and settled, SQLite FULL',
          value: rows / median(seconds),
          unit: 'rows/s',
          limit: rows / median(limitSeconds),
          bar: { of: 'ratio', atLeast: 0.5 },
          parameters: `${rows} rows (${MIX}), ${runs} runs, groups of ${Math.round(rows / groups)}, 2 commits each in the limit: ${outcome.fates}; limit = bare insert and settle`,
          checksum: outcome.checksum,
        };
        return [figure];
      }),
    ),
};

/** Holds the one turn it is given until it is released: the others are formed, and wait. */
function createHeldAgent(): { readonly agent: Agent; release(): void } {
  const released = Promise.withResolvers<void>();
  const run = () => released.promise.then(() => ({ replies: [] }));
  return { agent: { name: 'held', turnsMax: 1, session: 'none', run }, release: released.resolve };
}

/** Resolves when each row has been sighted and has a fate, on arrival or by its turn. */
export function countFates(engine: Engine, rows: number): Promise<void> {
  let left = rows;
  return new Promise((resolve) => {
    const count = () => {
      left -= 1;
      if (left === 0) resolve();
    };
    engine.on('row', ({ isNew, fate }) => isNew && fate !== null && count());
    engine.on('turn', ({ state }) => state === 'formed' && count());
  });
}

/** The bytes that the journal keeps of a row: none of a stranger's and of an own one. */
function bareRow(rowid: number): BareRow {
  const place = rowid % 10;
  const fate = { 7: 'reaction', 8: 'denied', 9: 'echo' }[place] ?? null;
  return { eventId: `guid:${guidOf(rowid)}`, raw: place >= 8 ? null : frameOf(rowid), fate };
}

function grouped(rows: readonly BareRow[], sizes: readonly number[]): BareRow[][] {
  let start = 0;
  return sizes.map((size) => {
    start += size;
    return rows.slice(start - size, start);
  });
}
