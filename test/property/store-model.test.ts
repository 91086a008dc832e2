import Database from 'better-sqlite3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SourceState } from '../../engine/store/commands/sources.ts';
import type { StoreCore } from '../../engine/store/core.ts';
import { createMemoryCore } from '../../engine/store/memory.ts';
import { MIGRATIONS } from '../../engine/store/migrations.ts';
import { createSqliteCore } from '../../engine/store/sqlite/core.ts';
import type { Command, Commands, Outcome } from '../../engine/store/store.ts';
import { ACCOUNT_IDS, BEGINNING, SOURCE_IDS } from '../support/stores/beginning.ts';
import { anyCommand } from '../support/stores/commands.ts';
import { LOOK_AT_EVERYTHING } from '../support/stores/look.ts';
import '../support/repository/seeded.ts';

const transactions = fc.array(fc.array(anyCommand, { minLength: 1, maxLength: 6 }), {
  minLength: 1,
  maxLength: 12,
});

interface Opened {
  run(commands: readonly Command[]): readonly Outcome[];
}

function begin(core: StoreCore): Opened {
  const epoch = core.acquire({ instanceId: 'i', atMs: 0 });
  const run: Opened['run'] = (commands) => core.transact(epoch, commands);
  run(BEGINNING);
  return { run };
}

/** So few that most rows are found by the index. */
const LATEST_ROWS = 2;

/** In memory, since nothing here depends on the file and a run has hundreds of commits. */
function openSqlite(): Opened & { close(): void } {
  const db = new Database(':memory:');
  db.exec(MIGRATIONS.join('\n'));
  return { ...begin(createSqliteCore(db, ':memory:', LATEST_ROWS)), close: () => db.close() };
}

/** Results as plain data, bytes as numbers, refusals without their wording. */
function seen(outcomes: readonly Outcome[]): unknown[] {
  return outcomes.map((outcome) => (outcome.ok ? plain(outcome.value) : 'refused'));
}

function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return [...value];
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, plain(entry)]));
}

function one<Name extends Command['name']>(store: Opened, name: Name, input: Commands[Name]['in']) {
  const [outcome] = store.run([{ name, input }]);
  if (!outcome!.ok) throw outcome!.error;
  return outcome!.value as Commands[Name]['out'];
}

test('memory and SQLite answer every sequence of transactions alike', () => {
  fc.assert(
    fc.property(transactions, (sequence) => {
      const memory = begin(createMemoryCore());
      const sqlite = openSqlite();
      for (const commands of sequence) {
        expect(seen(sqlite.run(commands))).toEqual(seen(memory.run(commands)));
        expect(seen(sqlite.run(LOOK_AT_EVERYTHING))).toEqual(seen(memory.run(LOOK_AT_EVERYTHING)));
      }
      sqlite.close();
    }),
    { numRuns: 200 },
  );
});

test('sightings = rows + repeats and rows = pending + fates, for every account at every moment (invariant-12)', () => {
  fc.assert(
    fc.property(transactions, (sequence) => {
      const store = begin(createMemoryCore());
      for (const commands of sequence) {
        store.run(commands);
        for (const sourceId of SOURCE_IDS) {
          for (const accountId of ACCOUNT_IDS) {
            const counts = one(store, 'counts', { sourceId, accountId });
            const settled = Object.values(counts.fates).reduce((sum, count) => sum + count, 0);
            expect(counts.sightings).toBe(counts.rows + counts.repeats);
            expect(counts.rows).toBe(counts.pending + settled);
          }
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('cursors never go back, and settledTo never passes a row that waits (invariant-3, invariant-4)', () => {
  const cursorsOf = (store: Opened, sourceId: string): SourceState => {
    const place = { locator: '/l', fileKey: null, createdAtMs: 0 };
    return one(store, 'createSource', { ...place, sourceId });
  };
  const pendingRowids = (store: Opened, sourceId: string) =>
    ACCOUNT_IDS.flatMap((accountId) => {
      const rows = one(store, 'pending', { sourceId, accountId, afterSeq: 0, limit: 100 });
      return rows.flatMap((row) => row.rowid ?? []);
    });
  fc.assert(
    fc.property(fc.array(anyCommand, { minLength: 1, maxLength: 40 }), (commands) => {
      const store = begin(createMemoryCore());
      for (const command of commands) {
        const before = SOURCE_IDS.map((sourceId) => cursorsOf(store, sourceId));
        store.run([command]);
        for (const { sourceId, journalledTo, settledTo } of before) {
          const after = cursorsOf(store, sourceId);
          expect(after.journalledTo ?? 0).toBeGreaterThanOrEqual(journalledTo ?? 0);
          expect(after.settledTo ?? 0).toBeGreaterThanOrEqual(settledTo ?? 0);
          expect(after.settledTo ?? 0).toBeLessThanOrEqual(after.journalledTo ?? 0);
          // It moves up to the lowest waiting row at most; one that came late below it lowers nothing.
          const ceiling = Math.min(...pendingRowids(store, sourceId)) - 1;
          expect(after.settledTo ?? 0).toBeLessThanOrEqual(Math.max(settledTo ?? 0, ceiling));
        }
      }
    }),
    { numRuns: 300 },
  );
});
