import { describe, expect, it } from 'vitest';
import type { History } from '../../../../../scenarios/sim/oracle/history.ts';
import { isOfTheSameTurn, waitingWith } from '../../../../../scenarios/sim/oracle/one-turn.ts';
import { receivingAccounts } from '../../../../../scenarios/sim/oracle/settings.ts';
import {
  brokenIn,
  configOf,
  createDoctoredRun,
  lifeUnder,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;
const inbound = { turnsPerSender: { hour: 2 } };
const DEBOUNCED = configOf({ ...OPEN, inbound }, { messages: { inbound: { debounceMs: 10_000 } } });

/** What Alice writes, so long after a minute each, and which of it is in which turn; what is in none is refused. */
function brokenWhere(rows: readonly { readonly afterMs: number; readonly turn: number | null }[]) {
  const run = createDoctoredRun();
  const said = rows.map(({ afterMs }) => run.row({ inMs: 5 * MINUTE_MS + afterMs }));
  for (const row of said) run.told(row, 500);
  const turns = Map.groupBy(said, (_, index) => rows[index]!.turn);
  for (const [turn, members] of turns) if (turn !== null) run.turn(members);
  const rowEvents = said.map(({ insertedAtMs, rowid, guid }, index) => {
    const fate = rows[index]!.turn === null ? 'context' : null;
    return { atMs: insertedAtMs + 500, rowid, guid, fate, isNew: true };
  });
  return brokenIn(run.history({ lives: lifeUnder(DEBOUNCED), rowEvents }));
}

describe('messages that wait for one another', () => {
  it('are one turn of what one person may have answered', () => {
    const three = [0, 2_000, 4_000].map((afterMs) => ({ afterMs, turn: 1 }));
    expect(brokenWhere([...three, { afterMs: 60_000, turn: 2 }])).toEqual([]);
    expect(brokenWhere(three.with(2, { afterMs: 4_000, turn: null as never }))).toContain('answered');
  });

  it('are as many as they were, and what is beyond those is answered by nobody', () => {
    const rows = [0, 2_000, 60_000, 120_000].map((afterMs, index) => ({ afterMs, turn: Math.max(1, index) }));
    expect(brokenWhere(rows)).toContain('silent');
  });

  it('may be one or two where the moment decides', () => {
    const near = (turn: number | null) => [
      { afterMs: 0, turn: 1 },
      { afterMs: 60_000, turn: 2 },
      { afterMs: 69_900, turn },
    ];
    expect(brokenWhere(near(2))).toEqual([]);
    expect(brokenWhere(near(3))).toEqual([]);
    expect(brokenWhere(near(null))).not.toContain('answered');
  });

  const settings = (config: object) => receivingAccounts(config)[0]!;
  interface Asked {
    readonly config?: object;
    readonly first?: object;
    readonly second?: object;
    readonly facts?: Partial<History>;
    /** How often the first had waited by then. */
    readonly windows?: number;
  }
  const asked = ({ config = DEBOUNCED, first = {}, second = {}, facts = {}, windows = 0 }: Asked) => {
    const run = createDoctoredRun();
    const of = (row: ReturnType<typeof run.row>) => {
      const atMs = row.insertedAtMs + 500;
      const arrival = { latestMs: atMs, cameAgain: false } as never;
      return { row, arrival, clockFromMs: atMs, clockToMs: atMs };
    };
    const before = of(run.row({ inMs: 5 * MINUTE_MS, ...first }));
    const said = of(run.row({ inMs: 5 * MINUTE_MS + 3_000, ...second }));
    const waiting = waitingWith(before, undefined, false, true);
    const firstFromMs = waiting.firstFromMs - windows * 10_000;
    const history = run.history({ lives: lifeUnder(config), ...facts });
    const begun = { ...waiting, firstFromMs, firstToMs: firstFromMs };
    return isOfTheSameTurn(said, begun, settings(config), history);
  };

  it('are texts, which one gateway was told of as they came', () => {
    expect(asked({})).toBe(true);
    expect(asked({ first: { attachments: 1 } })).toBeNull();
    expect(asked({ second: { text: '/dump' } })).toBeNull();
    expect(asked({ second: { text: 'Stop' } })).toBeNull();
    const second = { dateMs: START_MS };
    expect(asked({ first: { dateMs: START_MS - MINUTE_MS }, second })).toBe(false);
    expect(asked({ first: { dateMs: START_MS - 11_000 }, second })).toBeNull();
    expect(asked({ second: { inMs: 6 * MINUTE_MS } })).toBe(false);
    const atMs = START_MS + 5 * MINUTE_MS;
    const disturbances = [
      { what: 'the store is busy', of: 'reading', fromMs: atMs, toMs: atMs + 1_000 } as const,
    ];
    expect(asked({ facts: { disturbances } })).toBeNull();
  });

  it('are no more of one turn after five times of waiting', () => {
    expect(asked({ windows: 4 })).toBe(true);
    expect(asked({ windows: 4.7 })).toBeNull();
    expect(asked({ windows: 6 })).toBe(false);
  });

  it('are apart where nothing waits, and where only links wait that can be told from texts', () => {
    const config = (keys: object) => configOf({ ...OPEN, inbound, ...keys });
    const coalesced = config({ coalesceSameSenderDms: true });
    expect(asked({ config: config({}) })).toBe(false);
    expect(asked({ config: coalesced })).toBe(false);
    const build = { ...createDoctoredRun().history().build, marksPreviews: false };
    expect(asked({ config: coalesced, facts: { build } })).toBeNull();
  });

  it('go by what held as the first of them began to wait, for as long as it may', () => {
    const [life] = lifeUnder(DEBOUNCED);
    const none = configOf({ ...OPEN, inbound });
    /** In the other order the first went at once, and nobody knows by which it was decided. */
    const changed = (first: object, afterMs: number, then: object, config = then) => {
      const atMs = START_MS + 5 * MINUTE_MS + afterMs;
      const lives = [
        { ...life!, config: first, toMs: atMs, end: 'config' as const },
        { ...life!, config: then, fromMs: atMs },
      ];
      return asked({ config, facts: { lives } });
    };
    expect(changed(DEBOUNCED, 1_500, none)).toBeNull();
    expect(changed(DEBOUNCED, -30_000, none)).toBeNull();
    expect(changed(DEBOUNCED, -60_000, none)).toBe(false);
    expect(changed(none, -30_000, DEBOUNCED)).toBe(true);
    expect(changed(none, -30_000, DEBOUNCED, none)).toBe(true);
  });
});
