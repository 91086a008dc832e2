import { describe, expect, it } from 'vitest';
import type { History } from '../../../../../scenarios/sim/oracle/history.ts';
import { judgeRows } from '../../../../../scenarios/sim/oracle/judgement.ts';
import { receivingAccounts } from '../../../../../scenarios/sim/oracle/settings.ts';
import {
  ALICE,
  BOB,
  configOf,
  createDoctoredRun,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WRONG = 'the clock of the gateway was wrong';
const WATCH = [{ atMs: START_MS + 1_000, endedAtMs: null, pid: 1, database: 1, sinceRowid: -1 }];

interface Said {
  readonly inMs: number;
  readonly by?: string;
  /** How old its date is; left out = it is of its own time. */
  readonly ageMs?: number;
}

/** What should become of rows that are told half a second after they came. */
function judged(said: readonly Said[], history: Partial<History>, imessage: object = {}) {
  const run = createDoctoredRun();
  const rows = said.map(({ inMs, by = ALICE, ageMs = 0 }) => {
    const row = run.row({
      inMs,
      sender: by,
      dateMs: START_MS + inMs - ageMs,
      chatIdentifier: by,
      chatGuid: `any;-;${by}`,
    });
    run.told(row, 500);
    return row;
  });
  const config = configOf({ ...OPEN, ...imessage });
  const known = run.history({ subscriptions: WATCH, ...history });
  const judgements = judgeRows(receivingAccounts(config)[0]!, known);
  return rows.map((row) => {
    const judgement = judgements.get(row)!;
    return judgement.is === 'either' ? judgement.reason : judgement.is;
  });
}

const off = (offsetMs: number, inMs = -MINUTE_MS) => ({
  clockOffsets: [{ fromMs: START_MS + inMs, offsetMs }],
});
const at = (...inMs: readonly number[]) => inMs.map((ms) => ({ inMs: 10_000 + ms }));

describe('a wrong clock of the gateway (ruling-4)', () => {
  it.each([16 * MINUTE_MS, 3 * HOUR_MS, 365 * 24 * HOUR_MS])(
    'may cost what comes before the third row of its sender, and nothing from then on: %i ms',
    (aheadMs) => {
      const said = at(0, 70_000, 140_000, 150_000);
      const late = aheadMs > 17 * MINUTE_MS ? WRONG : 'its age is near a limit';
      expect(judged(said, off(aheadMs))).toEqual([late, late, 'must', 'must']);
      expect(judged(said, {})).toEqual(['must', 'must', 'must', 'must']);
    },
  );

  it('three are enough two minutes after the first, give or take a moment', () => {
    const third = (inMs: number) => judged(at(0, 1_000, inMs), off(HOUR_MS)).at(-1);
    expect(third(117_000)).toBe(WRONG);
    expect(third(119_000)).toBe(WRONG);
    expect(third(122_001)).toBe('must');
  });

  it('what one sender has shown is nothing to another; what two have counts for all', () => {
    const one = at(0, 70_000, 140_000);
    const carol = { inMs: 160_000, by: '+15550003333' };
    expect(judged([...one, carol], off(HOUR_MS)).at(-1)).toBe(WRONG);
    const two = [...one, ...one.map(({ inMs }) => ({ inMs: inMs + 1_000, by: BOB }))];
    expect(judged([...two, carol], off(HOUR_MS)).at(-1)).toBe('must');
    expect(judged([...two, { ...carol, ageMs: 20 * MINUTE_MS }], off(HOUR_MS)).at(-1)).toBe('must not');
    expect(judged([...one, carol], off(HOUR_MS), { remoteHost: 'mac.example.com' }).at(-1)).toBe(WRONG);
  });

  it('what is old must not be answered once it is known that the gateway is behind', () => {
    const one = at(0, 70_000, 140_000);
    const two = [...one, ...one.map(({ inMs }) => ({ inMs: inMs + 1_000, by: BOB }))];
    const old = { inMs: 160_000, by: '+15550003333', ageMs: HOUR_MS };
    expect(judged([...one, old], off(-3 * HOUR_MS)).at(-1)).toBe(WRONG);
    expect(judged([...two, old], off(-3 * HOUR_MS)).at(-1)).toBe('must not');
  });

  it('a phone that is behind corrects its own ages, an old backlog none', () => {
    const behind = at(0, 70_000, 140_000).map((said) => ({ ...said, ageMs: 3 * HOUR_MS }));
    expect(judged(behind, {})).toEqual(['must not', 'must not', 'must']);
    const backlog = at(0, 70_000, 140_000, 210_000).map((said, index) => ({
      ...said,
      ageMs: (9 - index) * HOUR_MS,
    }));
    expect(judged(backlog, {})).toEqual(['must not', 'must not', 'must not', 'must not']);
    const paced = [
      ...at(0),
      ...at(70_000, 140_000, 210_000).map((said) => ({ ...said, ageMs: 3 * HOUR_MS })),
    ];
    expect(judged(paced, {})).toEqual(['must', 'must not', 'must not', 'must not']);
  });

  it('a step is known by one row of its age that comes over a minute after it was noticed', () => {
    const step = off(HOUR_MS, MINUTE_MS);
    const rowAt = (ms: number) => judged([...at(0), { inMs: MINUTE_MS + ms }], step).at(-1);
    expect(rowAt(50_000)).toBe(WRONG);
    expect(rowAt(70_000)).toBe(WRONG);
    expect(rowAt(77_001)).toBe('must');
    const between = { inMs: MINUTE_MS + 30_000, by: BOB, ageMs: 20 * MINUTE_MS };
    expect(judged([...at(0), between, { inMs: MINUTE_MS + 80_000 }], step).at(-1)).toBe(WRONG);
  });

  it('what comes right after a step lies below the boundary that follows', () => {
    const step = off(HOUR_MS, MINUTE_MS);
    const next = { atMs: START_MS + MINUTE_MS + 20_000, endedAtMs: null, pid: 1, database: 1, sinceRowid: 1 };
    const row = [{ inMs: MINUTE_MS + 5_000 }];
    expect(judged(row, { ...step, subscriptions: [...WATCH, next] })).toEqual(['must']);
    expect(judged(row, step)).toEqual([WRONG]);
  });
});
