import { describe, expect, it } from 'vitest';
import type { Policy, Spent } from '../../../../engine/inbound/snapshot.ts';
import { GUIDS_MAX } from '../../../../engine/inbound/spent-so-far.ts';
import { createSpentMemory, KNOWN_MAX } from '../../../../engine/source/spent.ts';
import type { JournalledRow } from '../../../../engine/store/commands/rows.ts';
import { decided, NOW_MS, snapshotOf } from '../../../support/messages/journalled.ts';
import {
  debounced,
  fatesOf,
  HOUR_S,
  limited,
  MAIL,
  type SpendingRow,
  spendingOf,
  toldIn,
} from '../../../support/messages/spending.ts';

const AFTER = { nowMs: NOW_MS + 60_000, arePreviewsMarked: () => true };

describe('what people have had answered', () => {
  const policy = (given: object) => snapshotOf(given) as Policy;
  const given = limited({ hour: 2 });
  const journalled = (rows: readonly SpendingRow[], by: object = given): JournalledRow[] =>
    spendingOf(rows, by).map((one, index) => {
      const created_at = new Date(one.row.arrivedAtMs).toISOString();
      const fields = { created_at, ...rows[index]![1] };
      const base = decided({ ...given, fields }).journalled;
      const verdict = { ...base.verdicts[0]!, code: one.code, fate: one.fate };
      return { ...base, seq: index + 1, arrivedAtMs: one.row.arrivedAtMs, verdicts: [verdict] };
    });

  it('is known again after a restart, with whether they were told', async () => {
    const rows = journalled([[0], [10], [20]]);
    expect(rows.map(({ verdicts }) => verdicts[0]!.code)).toEqual(['admitted', 'admitted', 'over_budget']);
    const asked: unknown[] = [];
    const store = {
      async journalled(page: { readonly afterSeq: number }) {
        asked.push(page);
        return rows.filter(({ seq }) => seq > page.afterSeq);
      },
    };
    const memory = createSpentMemory();
    const policies = [policy(given)];
    await memory.load(store, ['source-1'], policies, AFTER);
    await memory.load(store, ['source-1'], policies, AFTER);
    expect(asked).toHaveLength(1);
    const next = { ...given, spent: memory.spent };
    expect(fatesOf([[60], [HOUR_S + 5]], next)).toEqual(['over_budget', 'admitted']);
    expect(toldIn([[60]], next)).toEqual([0]);
    const idle = createSpentMemory();
    await idle.load(store, ['source-1'], [policy({})], AFTER);
    expect(asked).toHaveLength(1);
  });

  it('is not used up by what is journalled already and told again, though it would be young enough by now', async () => {
    const one = limited({ hour: 1 });
    const [stale] = journalled([[0]], one).map((row) => {
      const verdict = { ...row.verdicts[0]!, code: 'stale_live' as const, fate: 'stale' as const };
      return { ...row, guid: 'G0' as JournalledRow['guid'], raw: null, verdicts: [verdict] };
    });
    const memory = createSpentMemory();
    const store = {
      journalled: async ({ afterSeq }: { readonly afterSeq: number }) => (afterSeq ? [] : [stale!]),
    };
    await memory.load(store, ['source-1'], [policy(one)], AFTER);
    const next = { ...one, spent: memory.spent, journalledGuids: memory.guids };
    expect(fatesOf([[0], [10]], next)).toEqual(['admitted', 'admitted']);
    expect(fatesOf([[0], [10]], { ...one, spent: memory.spent })).toEqual(['admitted', 'over_budget']);
  });

  it('knows what was turned away since it began', async () => {
    const one = limited({ hour: 1 });
    const memory = createSpentMemory();
    await memory.load({ journalled: async () => [] }, ['source-1'], [policy(one)], AFTER);
    const [row] = spendingOf([[0]], one);
    memory.learn([{ ...row!, code: 'stale_live', fate: 'stale', consequences: [], seq: 1, isNew: true }]);
    expect([...memory.guids]).toEqual(['G0']);
  });

  it('knows the last messages, and no more of them than so many', async () => {
    const rows = journalled([[0]], limited({ hour: 1 }));
    const many = Array.from({ length: KNOWN_MAX + 2 }, (_, at) => ({
      ...rows[0]!,
      seq: at + 1,
      guid: `G${at}` as JournalledRow['guid'],
      raw: null,
    }));
    const memory = createSpentMemory();
    const store = {
      journalled: async ({ afterSeq, limit }: { readonly afterSeq: number; readonly limit: number }) =>
        many.slice(afterSeq, afterSeq + limit),
    };
    await memory.load(store, ['source-1'], [policy(limited({ hour: 1 }))], AFTER);
    expect(memory.guids.size).toBe(KNOWN_MAX);
    expect([...memory.guids][0]).toBe('G2');
  });

  it('is known again after a restart with what waits for more of its turn, and with what was of one', async () => {
    const load = async (seconds: readonly SpendingRow[], codes: readonly string[] = []) => {
      const rows = journalled(seconds, debounced(1)).map((one, index) => {
        const code = (codes[index] ?? 'admitted') as 'joined_turn';
        return { ...one, verdicts: [{ ...one.verdicts[0]!, code }] };
      });
      const memory = createSpentMemory();
      await memory.load({ journalled: async () => rows }, ['source-1'], [policy(debounced(1))], AFTER);
      return memory.spent;
    };
    const fateOfNext = (spent: Spent, hour: number, second: number) =>
      fatesOf([[second, { guid: 'NEXT' }]], { ...debounced(hour), spent })[0];
    expect(fateOfNext(await load([[0], [4]]), 1, 8)).toBe('admitted');
    expect(fateOfNext(await load([[0], [4]]), 1, 10)).toBe('over_budget');
    expect(fateOfNext(await load([[0], [4]]), 2, 10)).toBe('admitted');
    expect(fateOfNext(await load([[0], [7]], ['began_turn', 'joined_turn']), 2, 30)).toBe('admitted');
    expect(fateOfNext(await load([[0], [7]], ['began_turn', 'began_turn']), 2, 30)).toBe('over_budget');
  });

  it('counts what waited at a stop, and what was written with it and comes soon after the start, as one turn', async () => {
    const rows = journalled([[0]], debounced(1));
    const fateAt = async (second: number, isFormed = false) => {
      const fate = isFormed ? ('dispatched' as const) : null;
      const told = rows.map((row) => ({ ...row, verdicts: [{ ...row.verdicts[0]!, fate }] }));
      const memory = createSpentMemory();
      await memory.load({ journalled: async () => told }, ['source-1'], [policy(debounced(1))], AFTER);
      const created_at = new Date(NOW_MS + 3_000).toISOString();
      const next: SpendingRow = [second, { guid: 'NEXT', created_at }];
      return fatesOf([next], { ...debounced(1), spent: memory.spent })[0];
    };
    expect(await fateAt(61)).toBe('admitted');
    expect(await fateAt(66)).toBe('over_budget');
    expect(await fateAt(61, true)).toBe('over_budget');
  });

  it('goes on as it waited where messages wait otherwise since, also as it is counted anew', async () => {
    const [before, after] = [debounced(1), { imessage: debounced(1).imessage }];
    const rows = journalled([[0]], before);
    const store = { journalled: async () => rows };
    const memory = createSpentMemory();
    const changed = async (from: object, to: object) => {
      await memory.load(store, ['source-1'], [policy(from)], { ...AFTER, nowMs: NOW_MS - 60_000 });
      await memory.load(store, ['source-1'], [policy(to)], { ...AFTER, nowMs: NOW_MS + 1_000 });
      return (second: number) => fatesOf([[second, { guid: 'NEXT' }]], { ...to, spent: memory.spent })[0];
    };
    const fateAt = await changed(before, after);
    expect([4, 10].map(fateAt)).toEqual(['admitted', 'over_budget']);
    const fateWhere = await changed(after, before);
    expect(fateWhere(4)).toBe('over_budget');
  });

  it('is read once more, and counted once, where reading it failed half-way', async () => {
    const rows = journalled([[0]]);
    let fails = true;
    const store = {
      async journalled({ sourceId }: { readonly sourceId: string }) {
        if (sourceId === 'source-1') return rows;
        if (fails) throw new Error('disk I/O error');
        return [];
      },
    };
    const memory = createSpentMemory();
    const load = () => memory.load(store, ['source-1', 'source-2'], [policy(given)], AFTER);
    await expect(load()).rejects.toThrow('disk');
    fails = false;
    await load();
    const next = { ...given, spent: memory.spent };
    expect(fatesOf([[60], [70]], next)).toEqual(['admitted', 'over_budget']);
  });

  it('is bounded: of nobody longer than a day, and of each person their last messages', () => {
    const memory = createSpentMemory();
    const learn = (rows: readonly SpendingRow[]) =>
      memory.learn(spendingOf(rows, limited({ hour: 1 })).map((one, seq) => ({ ...one, seq, isNew: true })));
    learn(Array.from({ length: GUIDS_MAX + 10 }, (_, second): SpendingRow => [second]));
    learn([[30, { sender: MAIL, guid: 'MAIL' }]]);
    const [alice] = [...memory.spent.values()];
    expect(alice!.told).toHaveLength(GUIDS_MAX);
    learn([[24 * HOUR_S + 20, { sender: MAIL, guid: 'LATER' }]]);
    expect(memory.spent.size).toBe(2);
    learn([[26 * HOUR_S, { sender: MAIL, guid: 'LAST' }]]);
    expect(memory.spent.size).toBe(1);
    const [mail] = [...memory.spent.values()];
    expect(mail!.told!.map(({ guid }) => guid)).toEqual(['LATER', 'LAST']);
    expect(mail!.times).toHaveLength(2);
  });

  it('is known from one batch to the next, and of no repeat', () => {
    const memory = createSpentMemory();
    const rows = spendingOf([[0], [10]], given).map((one, seq) => ({ ...one, seq, isNew: true }));
    memory.learn(rows.map((one) => ({ ...one, isNew: false })));
    expect(fatesOf([[20, { guid: 'NEXT' }]], { ...given, spent: memory.spent })).toEqual(['admitted']);
    memory.learn(rows);
    expect(fatesOf([[20, { guid: 'NEXT' }]], { ...given, spent: memory.spent })).toEqual(['over_budget']);
  });
});
