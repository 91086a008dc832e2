import { describe, expect, it } from 'vitest';
import { mayBeGivenUpEarly } from '../../../../../scenarios/sim/oracle/asked.ts';
import type { History, WitnessedRow } from '../../../../../scenarios/sim/oracle/history.ts';
import { judgeRows } from '../../../../../scenarios/sim/oracle/judgement.ts';
import { receivingAccounts } from '../../../../../scenarios/sim/oracle/settings.ts';
import {
  ALICE,
  BOB,
  configOf,
  crashedAt,
  createDoctoredRun,
  OPEN,
  reloadedAt,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WRONG = 'the clock of the gateway was wrong';
const NEAR = 'its age is near a limit';
const WATCH = [{ atMs: START_MS + 1_000, endedAtMs: null, pid: 1, database: 1, sinceRowid: -1 }];

interface Said {
  readonly inMs: number;
  readonly by?: string;
  /** How old its date is; left out = it is of its own time. */
  readonly ageMs?: number;
  /** When the imsg of the next gateway tells it once more. */
  readonly againInMs?: number;
}

/** What should become of rows that are told half a second after they came. */
function judged(said: readonly Said[], history: Partial<History>, imessage: object = {}) {
  const run = createDoctoredRun();
  const rows = said.map(({ inMs, by = ALICE, ageMs = 0, againInMs }) => {
    const row = run.row({
      inMs,
      sender: by,
      dateMs: START_MS + inMs - ageMs,
      chatIdentifier: by,
      chatGuid: `any;-;${by}`,
    });
    run.told(row, 500);
    if (againInMs !== undefined) run.told(row, againInMs - inMs, 2);
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

  it('is known on, where a gateway goes on with another configuration', () => {
    const lives = reloadedAt(configOf(OPEN), START_MS + 100_000);
    const said = at(0, 70_000, 140_000, 150_000);
    expect(judged(said, { ...off(16 * MINUTE_MS), lives })).toEqual([NEAR, NEAR, 'must', 'must']);
  });

  it('that is not the only one may be shown by what was told in no chat and found too old then', () => {
    const phone = { sender: ALICE, chatIdentifier: ALICE, chatGuid: `any;-;${ALICE}` };
    const third = (isDecided: boolean) => {
      const run = createDoctoredRun();
      const rows = [0, 70_000, 140_000].map((inMs, index) => {
        const dateMs = START_MS + inMs - 49 * MINUTE_MS;
        const row = run.row({ ...phone, inMs: 10_000 + inMs, dateMs });
        if (index > 0) run.told(row, 500);
        return row;
      });
      const [{ rowid, guid, insertedAtMs }, , last] = rows as [WitnessedRow, WitnessedRow, WitnessedRow];
      const decided = { atMs: insertedAtMs + 500, rowid, guid, fate: 'stale', isNew: true };
      const rowEvents = isDecided ? [decided] : [];
      const known = run.history({ subscriptions: WATCH, ...off(63 * 24 * HOUR_MS), rowEvents });
      return judgeRows(receivingAccounts(configOf(OPEN))[0]!, known).get(last)!.is;
    };
    expect(third(false)).toBe('must not');
    expect(third(true)).toBe('either');
  });

  it('what came while the gateway was down shows nothing of it, nor does a copy that is put back later', () => {
    const third = (isCopied: boolean, isLive: boolean) => {
      const run = createDoctoredRun();
      const direct = { sender: ALICE, chatGuid: `any;-;${ALICE}`, chatIdentifier: ALICE };
      const rows = [isLive ? 4_000 : 2_000, 70_000, 140_000].map((inMs) => {
        const row = run.row({ ...direct, inMs });
        run.told(row, isLive ? 500 : 1_500, 2);
        return row;
      });
      for (const { guid, rowid, dateMs } of isCopied ? rows : [])
        run.row({ ...direct, database: 2, guid, rowid, dateMs, inMs: HOUR_MS });
      const [first] = WATCH;
      const subscriptions = [
        { ...first!, endedAtMs: START_MS + 1_500 },
        { ...first!, atMs: START_MS + 3_000, endedAtMs: START_MS + HOUR_MS, pid: 2 },
        { ...first!, atMs: START_MS + HOUR_MS + 10_000, pid: 3, database: 2, sinceRowid: 3 },
      ];
      const known = run.history({ ...off(HOUR_MS), subscriptions });
      const judgement = judgeRows(receivingAccounts(configOf(OPEN))[0]!, known).get(rows[2]!)!;
      return judgement.is === 'either' ? judgement.reason : judgement.is;
    };
    expect(third(false, false)).toBe(WRONG);
    expect(third(true, false)).toBe(WRONG);
    expect(third(true, true)).toBe('must');
  });

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

  it('phones that are ahead may cost what was held up on its way, and nothing that comes as it was written', () => {
    const one = at(0, 70_000, 140_000).map((said) => ({ ...said, ageMs: -20 * HOUR_MS }));
    const two = [...one, ...one.map((said) => ({ ...said, inMs: said.inMs + 1_000, by: BOB }))];
    const carol = { inMs: 160_000, by: '+15550003333' };
    expect(judged([...two, carol], {}).at(-1)).toBe('must');
    expect(judged([...two, { ...carol, ageMs: 5 * MINUTE_MS }], {}).at(-1)).toBe(WRONG);
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

  it('whoever was refused when they wrote is no witness, though they may write by now', () => {
    const said = [0, 1, 2.2, 10, 11, 12.2].map((minutes) => ({
      inMs: minutes * MINUTE_MS + 10_000,
      ageMs: minutes < 5 ? 0 : 28 * MINUTE_MS,
    }));
    const [before, now] = reloadedAt(configOf(OPEN), START_MS + 5 * MINUTE_MS);
    const last = (dmPolicy: string) => {
      const lives = [{ ...before!, config: configOf({ ...OPEN, dmPolicy }) }, now!];
      return judged(said, { lives }).at(-1);
    };
    expect([last('open'), last('disabled')]).toEqual(['must not', 'must']);
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

  it('the third row of a phone that is behind may have been enough for a gateway that dies right after it', () => {
    const behind = at(0, 70_000, 140_000).map((said) => ({ ...said, ageMs: 3 * HOUR_MS }));
    const third = (diesInMs: number) => {
      const [diesMs, againInMs] = [START_MS + diesInMs, diesInMs + 12_000];
      const lives = crashedAt(configOf(OPEN), diesMs, diesMs + 10_000);
      const next = { ...WATCH[0]!, atMs: diesMs + 11_000, pid: 2, sinceRowid: 2 };
      const subscriptions = [{ ...WATCH[0]!, endedAtMs: diesMs }, next];
      return (of = behind) =>
        judged([...of.slice(0, -1), { ...of.at(-1)!, againInMs }], { lives, subscriptions }).at(-1);
    };
    expect(third(151_200)()).toBe(NEAR);
    expect(third(160_000)()).toBe('must');
    expect(third(151_200)(behind.slice(1))).toBe('must not');
  });

  it('so may the first one have been, where the store did not take it at once', () => {
    const behind = at(0, 70_000, 122_500).map((said) => ({ ...said, ageMs: 3 * HOUR_MS }));
    const full = (forMs: number): Partial<History> => ({
      disturbances: [
        { what: 'the store', of: 'reading', fromMs: START_MS + 10_000, toMs: START_MS + 10_000 + forMs },
      ],
    });
    expect(judged(behind, {}).at(-1)).toBe('must');
    expect(judged(behind, full(700)).at(-1)).toBe(NEAR);
    expect(judged(behind.slice(1), full(700)).at(-1)).toBe('must not');
  });
});

describe('a row that a gateway gave up by a clock that was set meanwhile, before its chat came', () => {
  const CAME_MS = START_MS + MINUTE_MS;
  const given = (dead: number, clockOffsets: History['clockOffsets']) => {
    const run = createDoctoredRun();
    const row = run.row({ inMs: MINUTE_MS, joinedAtMs: CAME_MS + 5 * MINUTE_MS });
    run.told(row, 5 * MINUTE_MS + 500);
    const { guid, rowid } = row;
    const rowEvents = [{ atMs: CAME_MS + dead, rowid, guid, fate: 'dead', isNew: true }];
    return mayBeGivenUpEarly(row, CAME_MS, run.history({ rowEvents, clockOffsets }));
  };
  const set = (...steps: readonly (readonly [number, number])[]) =>
    steps.map(([fromMs, offsetMs]) => ({ fromMs, offsetMs }));

  it('may be lost by as far as the clock jumped, and no further', () => {
    expect(given(MINUTE_MS, set([CAME_MS + 30_000, 9 * MINUTE_MS]))).toBe(true);
    expect(given(MINUTE_MS, set([CAME_MS + 30_000, 8 * MINUTE_MS]))).toBe(false);
    const corrected = set([START_MS, -HOUR_MS], [CAME_MS + 30_000, 0]);
    expect(given(MINUTE_MS, corrected)).toBe(true);
    const setBack = set([START_MS, 2 * HOUR_MS], [CAME_MS + 30_000, HOUR_MS]);
    expect(given(MINUTE_MS, setBack)).toBe(false);
  });
});
