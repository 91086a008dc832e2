// What the way of one message costs is mostly what it asks of SQLite.

import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { StoreCore } from '../../../../../engine/store/core.ts';
import { createSqliteCore } from '../../../../../engine/store/sqlite/core.ts';
import { openDatabase } from '../../../../../engine/store/sqlite/open-database.ts';
import type { Command } from '../../../../../engine/store/store.ts';
import { id } from '../../../../support/messages/ids.ts';
import { createTempFolder } from '../../../../support/repository/temp-folder.ts';
import { ACCOUNT, part, row, SOURCE, turn } from '../../../../support/stores/inputs.ts';

/** So few that the indexes are in use from the first messages on. */
const LATEST_ROWS = 4;

let folder: ReturnType<typeof createTempFolder>;
let db: Database.Database;
let core: StoreCore;
let epoch: number;
const asked: string[] = [];
beforeEach(() => {
  folder = createTempFolder();
  db = openDatabase(join(folder.path, 'state.db'));
  listen(db, asked);
  core = createSqliteCore(db, db.name, LATEST_ROWS);
  epoch = core.acquire({ instanceId: 'one', atMs: 1 });
  const source = { sourceId: SOURCE, locator: '/m/chat.db', fileKey: null, createdAtMs: 1 };
  run({ name: 'createSource', input: source });
});
afterEach(() => {
  core.close();
  folder.remove();
});

it('asks nothing for ids that nothing has, and walks once to what is open', () => {
  for (let message = 1; message <= 9; message += 1) answer(message);
  asked.length = 0;
  answer(10);
  expect(asked).toEqual([
    'SELECT verdict',
    'INSERT event',
    'INSERT verdict',
    'SELECT turn',
    'SELECT part',
    'UPDATE source',
    'UPDATE verdict',
    'INSERT turn',
    'UPDATE turn',
    'INSERT part',
    'UPDATE part',
  ]);
});

it('finds ids that entered the indexes through another connection after it had looked', () => {
  answer(1);
  const path = db.name;
  const other = createSqliteCore(openDatabase(path), path, LATEST_ROWS);
  const find = (seq: number) =>
    other.read([{ name: 'turn', input: { turnId: id.turn(`t${seq}`) } }, fateOf(seq)]).map(answerOf);
  for (let message = 2; message <= 9; message += 1) answer(message);
  expect(find(40)).toEqual([null, [null]]);
  for (let message = 10; message <= 60; message += 1) answer(message);
  expect(find(40)).toMatchObject([{ turnId: 't40' }, [{ fate: 'dispatched' }]]);
  other.close();
});

it('looks for late rows again once there is one', () => {
  for (const rowid of [5, 6, 2, 7]) {
    const [outcome] = run({ name: 'ingest', input: { sourceId: SOURCE, rows: [row(rowid)] } });
    if (rowid === 6) settle(1, 2);
    if (rowid === 2) expect(answerOf(outcome!)).toMatchObject({ journalledTo: 6, settledTo: 6 });
  }
  settle(4);
  const places = { locator: '/m/chat.db', fileKey: null };
  const [state] = run({ name: 'findSources', input: places });
  expect(answerOf(state!)).toMatchObject([{ journalledTo: 7, settledTo: 6 }]);
  asked.length = 0;
  run({ name: 'ingest', input: { sourceId: SOURCE, rows: [row(8)] } });
  expect(asked.filter((each) => each === 'SELECT verdict')).toHaveLength(3);
});

function settle(...seqs: number[]): void {
  const verdicts = seqs.map((seq) => ({ seq, fate: 'dispatched', code: 'began_turn' }) as const);
  run({ name: 'settle', input: { sourceId: SOURCE, accountId: ACCOUNT, verdicts } });
}

/** The whole way of the message with this rowid. */
function answer(message: number): void {
  const turnId = id.turn(`t${message}`);
  const partId = id.part(`p${message}`);
  const sending = part(partId, { state: 'sending', maxRowid: 0, sendingAtMs: 1 });
  const evidence = { guid: id.guid(`OWN-${message}`), rowid: id.rowid(100 + message), via: 'row' } as const;
  run({ name: 'ingest', input: { sourceId: SOURCE, rows: [row(message)] } });
  run({
    name: 'formTurn',
    input: { sourceId: SOURCE, turn: turn(turnId, [message], { state: 'running' }) },
  });
  run({ name: 'answer', input: { turnId, parts: [sending], atMs: 1 } });
  run({ name: 'endPart', input: { partId, from: 'sending', to: 'sent', evidence, atMs: 1 } });
}

function fateOf(message: number): Command<'verdictsOf'> {
  return {
    name: 'verdictsOf',
    input: { sourceIds: [SOURCE], accountId: ACCOUNT, eventIds: [`guid:G${message}`] },
  };
}

function run(command: Command) {
  return core.transact(epoch, [command]);
}

function answerOf(outcome: ReturnType<StoreCore['read']>[number]): unknown {
  if (!outcome.ok) throw outcome.error;
  return outcome.value;
}

/** Notes verb and table of each statement, but those of the transaction and, once in a while, what enters an index. */
function listen(db: Database.Database, asked: string[]): void {
  const statement = Object.getPrototypeOf(db.prepare('SELECT 1')) as Database.Statement;
  const prepare = db.prepare.bind(db);
  db.prepare = ((sql: string) => {
    const prepared = prepare(sql);
    const [verb] = /\w+/.exec(sql)!;
    const [, table] = /(?:FROM|INTO|UPDATE) (\w+)/.exec(sql) ?? [];
    const isNoted = table !== undefined && table !== 'owner';
    const name = `${verb} ${table}`;
    for (const method of ['run', 'get', 'all'] as const) {
      prepared[method] = (...values: unknown[]) => {
        if (isNoted) asked.push(name);
        return statement[method].apply(prepared, values) as never;
      };
    }
    return prepared;
  }) as typeof db.prepare;
}
