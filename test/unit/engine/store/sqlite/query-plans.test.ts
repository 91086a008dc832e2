import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSqliteCore } from '../../../../../engine/store/sqlite/core.ts';
import { openDatabase } from '../../../../../engine/store/sqlite/open-database.ts';
import { createTempFolder } from '../../../../support/repository/temp-folder.ts';

let folder: ReturnType<typeof createTempFolder>;
beforeEach(() => {
  folder = createTempFolder();
});
afterEach(() => folder.remove());

/** Every statement the core prepares, with SQLite's plan for it. */
function plans(): { readonly sql: string; readonly steps: readonly string[] }[] {
  const path = join(folder.path, 'state.db');
  const db = openDatabase(path);
  const prepare = vi.spyOn(db, 'prepare');
  createSqliteCore(db, path);
  const statements = prepare.mock.calls.map(([sql]) => sql);
  prepare.mockRestore();
  const explained = statements
    .filter((sql) => /^\s*(SELECT|INSERT|UPDATE|DELETE)\b/.test(sql))
    .map((sql) => {
      const values = Array.from(sql.matchAll(/\?/g), () => null);
      const steps = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
      return { sql: sql.replace(/\s+/g, ' '), steps: steps.map((step) => step.detail) };
    });
  db.close();
  return explained;
}

it('walks through whole tables only to count, to find a source, what waits at a start, and back to its newest rows', () => {
  const walks = plans().filter(({ steps }) => steps.some((step) => step.startsWith('SCAN')));
  expect(walks.map(({ sql, steps }) => [sql.match(/(FROM|UPDATE) (\w+)/)?.[2], steps])).toEqual([
    ['source', ['SCAN source']],
    ['event', ['SCAN event']],
    ['system_event', ['SCAN system_event USING COVERING INDEX system_event_session']],
    ['verdict', ['SCAN verdict', 'USE TEMP B-TREE FOR GROUP BY']],
    ['owner', ['SCAN owner']],
  ]);
});

it('sorts nothing: every order is that of an index', () => {
  const sorts = plans().filter(({ steps }) => steps.some((step) => step.includes('FOR ORDER BY')));
  expect(sorts).toEqual([]);
});

it('finds what is pending or open by an index that holds nothing else', () => {
  const used = plans().flatMap(({ steps }) => steps.flatMap((step) => step.match(/INDEX (\w+)/)?.[1] ?? []));
  expect(used).toEqual(
    expect.arrayContaining([
      'verdict_pending',
      'verdict_pending_late',
      'turn_open',
      'part_sending',
      'part_queued',
      'part_queued_lane',
    ]),
  );
});

it('orders every list it reads, so that no result depends on the plan', () => {
  const unordered = plans().filter(({ sql }) => sql.startsWith('SELECT') && !sql.includes('ORDER BY'));
  // One row each: the end of what goes after its time, and the only owner.
  expect(unordered.map(({ sql }) => sql.match(/FROM (\w+)/)?.[1])).toEqual([
    'event',
    'turn',
    'part',
    'owner',
  ]);
});
