// What a crash leaves of a real file: the database as it was, and any beginning of the write-ahead log.

import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoreCore } from '../../engine/store/core.ts';
import { createSqliteCore } from '../../engine/store/sqlite/core.ts';
import { openDatabase } from '../../engine/store/sqlite/open-database.ts';
import type { Command } from '../../engine/store/store.ts';
import { id } from '../support/messages/ids.ts';
import { createTempFolder } from '../support/repository/temp-folder.ts';
import { ACCOUNT, part, row, SOURCE, turn } from '../support/stores/inputs.ts';

const CUTS = 40;
const folder = createTempFolder();
const path = join(folder.path, 'state.db');
/** What a caller saw after each commit, from the empty store on. */
const states: string[] = [];
let walBytes: Buffer;
/** Bytes of the log after each commit. */
const walEnds: number[] = [];

/** Rows, then a turn of them, then its answer: each transaction holds several commands that belong together. */
function transactionsOf(round: number): Command[][] {
  const [first, second] = [round * 2 + 1, round * 2 + 2];
  const formed = turn(`t${round}`, [first, second]);
  const { turnId } = formed;
  const rows = [row(first, { raw: new Uint8Array(3_000).fill(round) }), row(second)];
  return [
    [
      { name: 'ingest', input: { sourceId: SOURCE, rows } },
      { name: 'ingest', input: { sourceId: SOURCE, rows: [row(second)] } },
    ],
    [
      { name: 'formTurn', input: { sourceId: SOURCE, turn: formed } },
      { name: 'startTurn', input: { turnId } },
    ],
    [
      { name: 'answer', input: { turnId, parts: [part(`p${round}`), part(`q${round}`)], atMs: round } },
      { name: 'startPart', input: { partId: id.part(`p${round}`), maxRowid: second, atMs: round } },
    ],
  ];
}

const OF_ACCOUNT = { sourceId: SOURCE, accountId: ACCOUNT };
const PLACE = { sourceId: SOURCE, locator: '/m/chat.db', fileKey: null, createdAtMs: 0 };
const LOOK: readonly Command[] = [
  { name: 'findSources', input: PLACE },
  { name: 'verdicts', input: { ...OF_ACCOUNT, afterSeq: 0, limit: 1_000 } },
  { name: 'openTurns', input: { accountId: ACCOUNT } },
  { name: 'recentParts', input: { accountId: ACCOUNT, sinceMs: 0, limit: 1_000 } },
];

function look(core: StoreCore, epoch: number): string {
  const outcomes = core.transact(epoch, LOOK);
  const counts = core.transact(epoch, [{ name: 'counts', input: OF_ACCOUNT }]);
  return JSON.stringify([...outcomes, counts[0]!.ok ? counts : 'no source yet']);
}

/** Opens what a crash left, checks it, and says how many commits survived. */
function survivors(name: string, wal: Buffer): number {
  const copy = join(folder.path, name);
  copyFileSync(path, copy);
  writeFileSync(`${copy}-wal`, wal);
  const db = openDatabase(copy);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(db.pragma('foreign_key_check')).toEqual([]);
  const core = createSqliteCore(db, copy);
  const epoch = core.acquire({ instanceId: 'after', atMs: 1 });
  const found = states.indexOf(look(core, epoch));
  core.close();
  return found;
}

let db: Database.Database;
beforeAll(() => {
  openDatabase(path).close();
  db = openDatabase(path);
  const core = createSqliteCore(db, path);
  const epoch = core.acquire({ instanceId: 'before', atMs: 0 });
  const note = () => {
    states.push(look(core, epoch));
    walEnds.push(readFileSync(`${path}-wal`).length);
  };
  note();
  const rounds = Array.from({ length: 8 }, (_, round) => transactionsOf(round)).flat();
  for (const commands of [[{ name: 'createSource', input: PLACE } as const], ...rounds]) {
    core.transact(epoch, commands);
    note();
  }
  walBytes = readFileSync(`${path}-wal`);
});
afterAll(() => {
  db.close();
  folder.remove();
});

/** Positions spread over the log by a fixed sequence, the same in every run. */
function cutPoints(length: number): number[] {
  let state = 20_240_601;
  return Array.from({ length: CUTS }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * length);
  });
}

describe('a write-ahead log cut by a crash', () => {
  it('leaves exactly the transactions that were committed before the cut, never half of one', () => {
    expect(new Set(states).size).toBe(26);
    for (const cut of cutPoints(walBytes.length)) {
      const kept = walEnds.filter((end) => end <= cut).length;
      expect([cut, survivors(`cut-${cut}`, walBytes.subarray(0, cut))]).toEqual([cut, Math.max(0, kept - 1)]);
    }
  });

  it('leaves a beginning of the transactions when its end is garbage', () => {
    for (const cut of cutPoints(walBytes.length).slice(0, 10)) {
      const torn = Buffer.from(walBytes);
      torn.fill(0xa5, cut);
      const kept = walEnds.filter((end) => end <= cut).length;
      expect([cut, survivors(`torn-${cut}`, torn)]).toEqual([cut, Math.max(0, kept - 1)]);
    }
  });

  it('leaves everything when it is whole', () => {
    expect(survivors('whole', walBytes)).toBe(states.length - 1);
  });
});
