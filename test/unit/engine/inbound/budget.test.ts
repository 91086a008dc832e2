import { describe, expect, it } from 'vitest';
import { decide } from '../../../../engine/inbound/decide.ts';
import type { Policy } from '../../../../engine/inbound/snapshot.ts';
import { GUIDS_MAX } from '../../../../engine/inbound/spent-so-far.ts';
import { createSpentMemory } from '../../../../engine/source/spent.ts';
import type { JournalledRow } from '../../../../engine/store/commands/rows.ts';
import { ALICE, arrivalOf, decided, NOW_MS, snapshotOf } from '../../../support/messages/journalled.ts';

const PREVIEW = { balloon_bundle_id: 'com.apple.messages.URLBalloonProvider' };
const HOUR_S = 3_600;
const MAIL = 'alice@example.com';

type Row = readonly [number, Record<string, unknown>?];

const limited = (turnsPerSender: object, rest: object = {}) => ({
  imessage: { allowFrom: [ALICE, MAIL], inbound: { turnsPerSender } },
  ...rest,
});

/** Rows of Alice, by when each came, in seconds from now. */
function codesOf(rows: readonly Row[], given: object) {
  const batch = rows.map(([second, fields], index) => {
    const created_at = new Date(NOW_MS + second * 1_000).toISOString();
    const row = arrivalOf({ id: index + 1, guid: `G${index}`, text: `t${index}`, created_at, ...fields });
    return { ...row, arrivedAtMs: NOW_MS + second * 1_000 };
  });
  return decide(batch, snapshotOf(given));
}
const fatesOf = (...args: Parameters<typeof codesOf>) => codesOf(...args).map(({ code }) => code);
const said = (...args: Parameters<typeof codesOf>) =>
  codesOf(...args).map(({ consequences }) => consequences.filter(({ kind }) => kind === 'notice').length);

describe('whoever has had as much answered as one person may', () => {
  it('is answered no more until the hour has passed, and told so once', () => {
    const rows: Row[] = [[0], [10], [20], [30], [HOUR_S], [HOUR_S + 1], [HOUR_S + 10]];
    const given = limited({ hour: 2 });
    expect(fatesOf(rows, given)).toEqual([
      'admitted',
      'admitted',
      'over_budget',
      'over_budget',
      'admitted',
      'over_budget',
      'admitted',
    ]);
    expect(said(rows, given)).toEqual([0, 0, 1, 0, 0, 1, 0]);
  });

  it('is limited by the day as well, and not at all where nothing is said', () => {
    const rows: Row[] = [[0], [2 * HOUR_S], [4 * HOUR_S], [24 * HOUR_S]];
    expect(fatesOf(rows, limited({ hour: 1, day: 2 }))).toEqual([
      'admitted',
      'admitted',
      'over_budget',
      'admitted',
    ]);
    expect(new Set(fatesOf(rows, limited({})))).toEqual(new Set(['admitted']));
  });

  it('is answered again where the clock was set back since, and counts anew; a clock that is put right a little is none', () => {
    const back = -28 * 24 * HOUR_S;
    expect(fatesOf([[0], [1], [back], [back + 1], [back + 2]], limited({ hour: 2 }))).toEqual([
      'admitted',
      'admitted',
      'admitted',
      'admitted',
      'over_budget',
    ]);
    expect(fatesOf([[0], [1], [back, PREVIEW], [back + 1]], limited({ hour: 1 }))).toEqual([
      'admitted',
      'over_budget',
      'admitted',
      'over_budget',
    ]);
    expect(fatesOf([[0], [1], [-30]], limited({ hour: 2 }))[2]).toBe('over_budget');
  });

  it('is one person by whichever of their handles', () => {
    const people = { rest: { people: { alice: [ALICE, MAIL] } } };
    const rows: Row[] = [[0], [1, { sender: MAIL }]];
    expect(fatesOf(rows, limited({ hour: 1 }))).toEqual(['admitted', 'admitted']);
    expect(fatesOf(rows, limited({ hour: 1 }, people))).toEqual(['admitted', 'over_budget']);
  });

  it('has the preview of a link with its text, whichever became of that', () => {
    expect(fatesOf([[0], [1, PREVIEW], [2], [3, PREVIEW]], limited({ hour: 1 }))).toEqual([
      'admitted',
      'admitted',
      'over_budget',
      'over_budget',
    ]);
    expect(fatesOf([[0], [60, PREVIEW]], limited({ hour: 1 }))).toEqual(['admitted', 'over_budget']);
  });
});

describe('a message that is told once more', () => {
  it('counts for nothing, whatever became of it, and hides from nobody that they wrote too often', () => {
    const given = limited({ hour: 2 });
    const again = { guid: 'G0' };
    expect(fatesOf([[0], [1, again], [2]], given)).toEqual(['admitted', 'admitted', 'admitted']);
    const rows: Row[] = [[0], [1], [2, again], [3, { guid: 'G1' }], [4], [5, { guid: 'G4' }], [6]];
    expect(said(rows, given)).toEqual([0, 0, 0, 0, 1, 0, 0]);
  });

  it('is no message more for those behind it, also where it has another GUID (ruling-23)', () => {
    const given = limited({ hour: 2 }, { contentSecret: 'secret' });
    const created_at = new Date(NOW_MS + 5).toISOString();
    const same = { text: 'Hello', created_at };
    expect(fatesOf([[0, same], [0, same], [1]], given)).toEqual(['admitted', 'admitted', 'admitted']);
    expect(fatesOf([[0, same], [0, { ...same, text: 'Hello?' }], [1]], given)[2]).toBe('over_budget');
    // Of a whole second nobody can say so soon.
    const whole = { text: 'Hello', created_at: new Date(NOW_MS).toISOString() };
    expect(fatesOf([[0, whole], [1, whole], [2]], given)[2]).toBe('over_budget');
    expect(fatesOf([[0, whole], [11, whole], [12]], given)[2]).toBe('admitted');
  });
});

describe('what people have had answered', () => {
  const policy = (given: object) => snapshotOf(given) as Policy;
  const given = limited({ hour: 2 });
  const journalled = (rows: readonly Row[]): JournalledRow[] =>
    codesOf(rows, given).map((one, index) => {
      const fields = rows[index]![1] ?? {};
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
    await memory.load(store, ['source-1'], [policy(given)], NOW_MS + 60_000);
    await memory.load(store, ['source-1'], [policy(given)], NOW_MS + 60_000);
    expect(asked).toHaveLength(1);
    const next = { ...given, spent: memory.spent };
    expect(fatesOf([[60], [HOUR_S + 5]], next)).toEqual(['over_budget', 'admitted']);
    expect(said([[60]], next)).toEqual([0]);
    const idle = createSpentMemory();
    await idle.load(store, ['source-1'], [policy({})], NOW_MS);
    expect(asked).toHaveLength(1);
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
    const load = () => memory.load(store, ['source-1', 'source-2'], [policy(given)], NOW_MS + 60_000);
    await expect(load()).rejects.toThrow('disk');
    fails = false;
    await load();
    const next = { ...given, spent: memory.spent };
    expect(fatesOf([[60], [70]], next)).toEqual(['admitted', 'over_budget']);
  });

  it('is bounded: of nobody longer than a day, and of each person their last messages', () => {
    const memory = createSpentMemory();
    const learn = (rows: readonly Row[]) =>
      memory.learn(codesOf(rows, limited({ hour: 1 })).map((one, seq) => ({ ...one, seq, isNew: true })));
    learn(Array.from({ length: GUIDS_MAX + 10 }, (_, second): Row => [second]));
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
    const rows = codesOf([[0], [10]], given).map((one, seq) => ({ ...one, seq, isNew: true }));
    memory.learn(rows.map((one) => ({ ...one, isNew: false })));
    expect(fatesOf([[20, { guid: 'NEXT' }]], { ...given, spent: memory.spent })).toEqual(['admitted']);
    memory.learn(rows);
    expect(fatesOf([[20, { guid: 'NEXT' }]], { ...given, spent: memory.spent })).toEqual(['over_budget']);
  });
});
