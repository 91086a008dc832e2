import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMemoryCore } from '../../engine/store/memory.ts';
import { createSqliteCore } from '../../engine/store/sqlite/core.ts';
import { openDatabase } from '../../engine/store/sqlite/open.ts';
import type { Command, Counts, Outcome, SourceState, StoreCore } from '../../engine/store/store.ts';
import { command } from '../support/store-commands.ts';

const batches = fc.array(fc.array(command, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 12 });
const ACCOUNTS = ['a', 'b'];
const READS: readonly Command[] = [
  ...['s', 't'].flatMap((sourceId) => [
    ...ACCOUNTS.flatMap((accountId): Command[] => [
      { name: 'pending', input: { sourceId, accountId, afterSeq: 0, limit: 1_000 } },
      { name: 'verdicts', input: { sourceId, accountId, afterSeq: 0, limit: 1_000 } },
      { name: 'counts', input: { sourceId, accountId } },
    ]),
  ]),
  ...ACCOUNTS.flatMap((accountId): Command[] => [
    { name: 'openTurns', input: { accountId } },
    { name: 'openParts', input: { accountId } },
    { name: 'recentParts', input: { accountId, sinceMs: 0, limit: 1_000 } },
  ]),
  { name: 'findSources', input: { locator: '/l', fileKey: null } },
];

/** What a caller sees: results as plain data, refusals without their wording. */
function seen(outcomes: readonly Outcome[]): unknown[] {
  const plain = (_key: string, value: unknown) => {
    const bytes = (value as { type?: unknown } | null)?.type === 'Buffer' ? (value as { data: unknown }).data : value;
    return bytes instanceof Uint8Array ? [...bytes] : bytes;
  };
  return outcomes.map((outcome) =>
    outcome.ok ? JSON.parse(JSON.stringify({ value: outcome.value ?? null }, plain)) : 'refused',
  );
}

function start(core: StoreCore): number {
  const epoch = core.acquire({ instanceId: 'i', atMs: 0 });
  const source = { locator: '/l', fileKey: null, createdAtMs: 0 };
  core.transact(epoch, ['s', 't'].map((sourceId) => ({ name: 'createSource', input: { ...source, sourceId } })));
  return epoch;
}

test('memory and SQLite answer every sequence of commands alike', () => {
  const db = openDatabase(':memory:');
  fc.assert(
    fc.property(batches, (sequence) => {
      const memory = createMemoryCore();
      const sqlite = createSqliteCore(db, ':memory:');
      db.exec('BEGIN');
    }),
  );
  expect(db.open).toBe(true);
});
