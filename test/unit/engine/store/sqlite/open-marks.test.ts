import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../../../engine/store/open-store.ts';
import { openSqliteCore } from '../../../../../engine/store/sqlite/core.ts';
import type { Store } from '../../../../../engine/store/store.ts';
import { id } from '../../../../support/messages/ids.ts';
import { createTempFolder } from '../../../../support/repository/temp-folder.ts';
import { ACCOUNT, createSource, part, row, SOURCE, turn } from '../../../../support/stores/inputs.ts';

let folder: ReturnType<typeof createTempFolder>;
let path: string;
let store: Store;
beforeEach(async () => {
  folder = createTempFolder();
  path = join(folder.path, 'state.db');
  store = open();
  await createSource(store);
});
afterEach(async () => {
  await store.close();
  folder.remove();
});

describe('where rows, turns and parts that are open are looked for from', () => {
  it('moves on with each arrival behind what is over', async () => {
    await arrive(1);
    await answer(1, 'sent');
    expect(marks()).toEqual({ pending: 1, turns: 1, parts: 1 });
    await arrive(2);
    expect(marks()).toEqual({ pending: 2, turns: 2, parts: 2 });
    await answer(2, 'sent');
    await arrive(3);
    expect(marks()).toEqual({ pending: 3, turns: 3, parts: 3 });
  });

  it('stays at what is open for as long as it is, and the next run finds it there', async () => {
    await arrive(1);
    await answer(1, 'sending');
    await arrive(2);
    await store.formTurn({ sourceId: SOURCE, turn: turn('t2', [2]) });
    for (const rowid of [3, 4, 5]) await arrive(rowid);
    for (const rowid of [4, 5]) await answer(rowid, 'sent');
    await arrive(6);
    expect(marks()).toEqual({ pending: 3, turns: 2, parts: 1 });

    await store.close();
    store = open();
    expect(await store.openTurns({ accountId: ACCOUNT })).toMatchObject([{ turnId: 't2' }]);
    expect(await store.sendingParts({ accountId: ACCOUNT })).toMatchObject([{ partId: 'p1' }]);
    const waiting = { sourceId: SOURCE, accountId: ACCOUNT, afterSeq: 0, limit: 10 };
    expect(await store.pending(waiting)).toMatchObject([{ rowid: 3 }, { rowid: 6 }]);
  });

  it('leaves no late row behind, and gives it in its order', async () => {
    await arrive(10);
    await arrive(4);
    await arrive(11);
    await answer(1, 'sent');
    await arrive(12);
    expect(marks()).toMatchObject({ pending: 3 });
    const page = (afterSeq: number, limit: number) =>
      store.pending({ sourceId: SOURCE, accountId: ACCOUNT, afterSeq, limit });
    expect(await page(0, 2)).toMatchObject([{ rowid: 4 }, { rowid: 11 }]);
    expect(await page(3, 2)).toMatchObject([{ rowid: 12 }]);
  });

  it('is where it was after a transaction that was undone, and then moves on with what was done over', async () => {
    await arrive(1);
    await answer(1, 'sent');
    await arrive(2);
    const evidence = { via: 'none' } as const;
    // The first is a transaction of its own, the others share the next one.
    const [, , refused] = await Promise.allSettled([
      store.openTurns({ accountId: ACCOUNT }),
      arrive(3),
      store.endPart({ partId: id.part('p1'), from: 'queued', to: 'sent', evidence, atMs: 1 }),
    ]);
    expect(refused.status).toBe('rejected');
    expect(marks()).toEqual({ pending: 2, turns: 2, parts: 2 });
    expect(await store.findSources({ locator: '/m/chat.db', fileKey: null })).toMatchObject([
      { journalledTo: 3, settledTo: 1 },
    ]);
    await answer(2, 'sent');
    await answer(3, 'sent');
    await arrive(4);
    expect(marks()).toEqual({ pending: 4, turns: 4, parts: 4 });
  });
});

function open(): Store {
  const core = openSqliteCore(path);
  return openStore(core, core.acquire({ instanceId: 'one', atMs: 1 }), (apply) => queueMicrotask(apply()));
}

const arrive = (rowid: number) => store.ingest({ sourceId: SOURCE, rows: [row(rowid)] });

/** The row with this seq becomes a turn, which is answered. */
async function answer(seq: number, state: 'sending' | 'sent'): Promise<void> {
  const turnId = id.turn(`t${seq}`);
  const partId = id.part(`p${seq}`);
  await store.formTurn({ sourceId: SOURCE, turn: turn(turnId, [seq], { state: 'running' }) });
  const parts = [part(partId, { state: 'sending', maxRowid: 0, sendingAtMs: 1 })];
  await store.answer({ turnId, parts, atMs: 1 });
  if (state === 'sending') return;
  const evidence = { guid: id.guid(`OWN-${seq}`), rowid: id.rowid(100 + seq), via: 'row' } as const;
  await store.endPart({ partId, from: 'sending', to: 'sent', evidence, atMs: 1 });
}

function marks() {
  const db = new Database(path, { readonly: true });
  const found = db
    .prepare('SELECT pending_from AS pending, open_turns AS turns, open_parts AS parts FROM source')
    .get();
  db.close();
  return found;
}
