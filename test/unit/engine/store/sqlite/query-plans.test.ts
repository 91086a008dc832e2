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

it('walks through whole tables only to count, to find a source, what waits at a start, who pairs, what somebody asks about, what a turn that is begun once more has said, with what a session begins whose first turn was taken back, and back to its newest rows or to a time', () => {
  const walks = plans().filter(({ steps }) => steps.some((step) => step.startsWith('SCAN')));
  expect(walks.map(({ sql, steps }) => [sql.match(/(FROM|UPDATE) (\w+)/)?.[2], steps])).toEqual([
    ['event', ['SCAN event']],
    ['source', ['SCAN source']],
    ['source', ['SCAN source']],
    ['source', ['SCAN source']],
    ['event', ['SCAN event']],
    ['system_event', ['SCAN system_event USING COVERING INDEX system_event_session']],
    ['turn', ['SCAN turn']],
    ['pairing_request', ['SCAN pairing_request']],
    ['pairing_approval', ['SCAN pairing_approval']],
    ['part', ['SCAN part']],
    ['source', ['SCAN source']],
    ['event', ['SCAN event', 'SEARCH source USING INTEGER PRIMARY KEY (rowid=?)']],
    ['verdict', ['SCAN verdict', 'USE TEMP B-TREE FOR GROUP BY']],
    // Late rows alone, of which there are hardly any.
    ['verdict', expect.arrayContaining(['SCAN verdict USING INDEX verdict_pending_late'])],
    ['turn', ['SCAN turn']],
    ['part', ['SCAN part']],
    ['part', ['SCAN part']],
    [
      'turn',
      ['SCAN part', 'CORRELATED SCALAR SUBQUERY 1', 'SEARCH turn USING INTEGER PRIMARY KEY (rowid=?)'],
    ],
    ['owner', ['SCAN owner']],
  ]);
});

it('sorts nothing: every order is that of an index', () => {
  const sorts = plans().filter(({ steps }) => steps.some((step) => step.includes('FOR ORDER BY')));
  expect(sorts).toEqual([]);
});

it('finds what is queued or pends late by an index that holds nothing else', () => {
  const used = plans().flatMap(({ steps }) => steps.flatMap((step) => step.match(/INDEX (\w+)/)?.[1] ?? []));
  expect(used).toEqual(
    expect.arrayContaining([
      'verdict_pending_late',
      'verdict_pending_rowid',
      'part_queued',
      'part_queued_lane',
    ]),
  );
});

it('looks for all else that is pending or open from a mark on', () => {
  const found = plans().filter(({ sql }) =>
    /fate IS NULL AND is_late = 0|FROM (turn|part) WHERE seq >= .*state (IN|=)/.test(sql),
  );
  expect(found.map(({ steps }) => steps.find((step) => step.startsWith('SEARCH')))).toEqual([
    'SEARCH verdict USING PRIMARY KEY (seq>?)',
    'SEARCH verdict USING PRIMARY KEY (seq>?)',
    'SEARCH verdict USING PRIMARY KEY (seq>? AND seq<?)',
    'SEARCH turn USING INTEGER PRIMARY KEY (rowid>?)',
    'SEARCH part USING INTEGER PRIMARY KEY (rowid>?)',
    'SEARCH turn USING INTEGER PRIMARY KEY (rowid>?)',
    'SEARCH verdict USING PRIMARY KEY (seq>?)',
    'SEARCH turn USING INTEGER PRIMARY KEY (rowid>?)',
    'SEARCH part USING INTEGER PRIMARY KEY (rowid>?)',
  ]);
});

it('orders every list it reads, so that no result depends on the plan', () => {
  const unordered = plans().filter(({ sql }) => sql.startsWith('SELECT') && !sql.includes('ORDER BY'));
  // One row each, the end of what goes after its time, and the only owner; of what waits there are sums, which are sorted behind it.
  expect(unordered.map(({ sql }) => sql.match(/FROM (\w+)/)?.[1])).toEqual([
    'event',
    'turn',
    'part',
    'verdict',
    'owner',
  ]);
});
