import { describe, expect, it } from 'vitest';
import {
  brokenBy,
  configOf,
  crashedAt,
  type DoctoredRun,
  GROUP,
  lifeUnder,
  OPEN,
  OWN_ADDRESS,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

describe('the oracle on the order of a conversation', () => {
  it('a row of a conversation that is handed over after a later one, or beside it', () => {
    const handed = (firstInMs: number, endedInMs: number) => (run: DoctoredRun) => {
      const [one, other] = [run.row({ inMs: 60_000 }), run.row({ inMs: 61_000 })];
      const turns: (() => void)[] = [
        () => run.turn([one], { atMs: START_MS + firstInMs, endedAtMs: START_MS + endedInMs }),
        () => run.turn([other], { atMs: START_MS + 70_000 }),
      ];
      for (const turn of firstInMs < 70_000 ? turns : turns.reverse()) turn();
    };
    expect(brokenBy(handed(62_000, 69_000))).toEqual([]);
    expect(brokenBy(handed(62_000, 71_000))).toEqual(['order']);
    expect(brokenBy(handed(80_000, 81_000))).toContain('order');
  });

  it('not of a turn that a gateway had under way whose store another took over; one that goes on waits for it', () => {
    const besides = (end: 'crash' | 'config', startInMs: number) => {
      const [life] = lifeUnder(configOf(OPEN));
      const fromMs = START_MS + startInMs;
      const lives = [
        { ...life!, toMs: fromMs, end },
        { ...life!, fromMs },
      ];
      const tell = (run: DoctoredRun) => {
        const [one, other] = [run.row({ inMs: 60_000 }), run.row({ inMs: 61_000 })];
        run.turn([one], { atMs: START_MS + 62_000, endedAtMs: START_MS + 71_000 });
        run.turn([other], { atMs: START_MS + 70_000 });
      };
      return brokenBy(tell, { lives });
    };
    expect(besides('crash', 69_000)).not.toContain('order');
    expect(besides('crash', 61_500)).toContain('order');
    expect(besides('crash', 70_500)).toContain('order');
    expect(besides('config', 69_000)).toContain('order');
  });

  it('not of a row that is told only after a later one was handed over', () => {
    const late = (toldAfterMs: number) => (run: DoctoredRun) => {
      const [one, other] = [run.row({ inMs: 60_000 }), run.row({ inMs: 61_000 })];
      run.told(other, 1_000);
      run.told(one, toldAfterMs);
      run.turn([other], { atMs: START_MS + 70_000 });
      run.turn([one], { atMs: START_MS + 120_000 });
    };
    expect(brokenBy(late(50_000))).toEqual([]);
    expect(brokenBy(late(9_000))).toContain('order');
  });

  it('not of a row that its watch tells only after a later one came that was asked for', () => {
    const late = (toldAfterMs: number, again: boolean) => (run: DoctoredRun) => {
      const [one, other] = [run.row({ inMs: 60_000 }), run.row({ inMs: 61_000 })];
      if (again) run.toldAgain(other, 9_000);
      else run.told(other, 9_000, 9);
      run.told(one, toldAfterMs);
      run.turn([other], { atMs: START_MS + 95_000 });
      run.turn([one], { atMs: START_MS + 120_000 });
    };
    expect(brokenBy(late(12_000, true))).not.toContain('order');
    expect(brokenBy(late(12_000, false))).toContain('order');
    expect(brokenBy(late(9_000, true))).toContain('order');
  });

  it('of a row that was asked for again by when it came so, 2 s before the later one was told', () => {
    const asked = (askedInMs: number) => (run: DoctoredRun) => {
      const [one, other] = [run.row({ inMs: 60_000 }), run.row({ inMs: 61_000 })];
      run.toldAgain(one, askedInMs);
      run.told(other, 29_000);
      run.turn([other], { atMs: START_MS + 95_000 });
      run.turn([one], { atMs: START_MS + 120_000 });
    };
    expect(brokenBy(asked(28_000))).toContain('order');
    expect(brokenBy(asked(28_001))).not.toContain('order');
  });

  it('so of words that may be the owner’s to the agent, which Messages makes theirs as they are asked for', () => {
    const config = configOf(
      { ...OPEN, ownerMessages: 'mention' },
      { messages: { groupChat: { mentionPatterns: ['claw'] } } },
    );
    const asked = (askedInMs: number) => (run: DoctoredRun) => {
      const text = 'claw, go';
      const [one, other] = [run.row({ inMs: 60_000, text, sender: null }), run.row({ inMs: 61_000 })];
      one.versions.push({ atMs: one.insertedAtMs + askedInMs - 50, text, isFromMe: true });
      run.toldAgain(one, askedInMs);
      run.told(other, 29_000);
      run.turn([other], { atMs: START_MS + 95_000 });
      run.turn([one], { atMs: START_MS + 120_000, sender: OWN_ADDRESS });
    };
    const lives = lifeUnder(config);
    expect(brokenBy(asked(28_000), { lives })).toContain('order');
    expect(brokenBy(asked(28_001), { lives })).not.toContain('order');
  });

  it('by the last time that it was asked for before its turn: it may have come along with another one before', () => {
    const asked =
      (...askedInMs: number[]) =>
      (run: DoctoredRun) => {
        const [one, other] = [run.row({ inMs: 60_000 }), run.row({ inMs: 61_000 })];
        for (const inMs of askedInMs) run.toldAgain(one, inMs);
        run.told(other, 29_000);
        run.turn([other], { atMs: START_MS + 95_000 });
        run.turn([one], { atMs: START_MS + 120_000 });
      };
    expect(brokenBy(asked(10_000, 28_001))).not.toContain('order');
    expect(brokenBy(asked(10_000, 28_000))).toContain('order');
    expect(brokenBy(asked(10_000, 61_000))).toContain('order');
  });

  it('and no later than the gateway said what became of it', () => {
    const asked = (seenInMs: number) =>
      brokenBy(
        (run) => {
          const [one, other] = [run.row({ inMs: 60_000 }), run.row({ inMs: 61_000 })];
          for (const inMs of [10_000, 28_001]) run.toldAgain(one, inMs);
          run.told(other, 29_000);
          run.turn([other], { atMs: START_MS + 95_000 });
          run.turn([one], { atMs: START_MS + 120_000 });
        },
        { rowEvents: [{ atMs: START_MS + seenInMs, rowid: 1, guid: 'ROW-1-1', fate: null, isNew: true }] },
      );
    expect(asked(88_500)).not.toContain('order');
    expect(asked(70_500)).toContain('order');
  });

  it('of a row that was asked for again from a gateway that stopped on it, not by when it should have come', () => {
    const lives = [
      { fromMs: START_MS, toMs: START_MS + 90_500, end: 'stop' as const, config: configOf(OPEN) },
    ];
    const late = (run: DoctoredRun) => {
      const [one, other] = [run.row({ inMs: 60_000 }), run.row({ inMs: 61_000 })];
      run.told(other, 500);
      run.toldAgain(one, 30_000);
      run.turn([other], { atMs: START_MS + 62_000 });
      run.turn([one], { atMs: START_MS + 90_100 });
    };
    expect(brokenBy(late, { lives })).not.toContain('order');
  });

  it('not of a row that one watch passed over, when another told of it while the later one waited', () => {
    const passed = (toldAfterMs: number, pid: number, pids: readonly number[]) => {
      const watch = { atMs: START_MS + 1_000, endedAtMs: null, database: 1, sinceRowid: -1 };
      const subscriptions = pids.map((one) => ({ ...watch, pid: one }));
      return brokenBy(
        (run) => {
          const [one, other] = [run.row({ inMs: 60_000 }), run.row({ inMs: 60_500 })];
          run.told(other, 500);
          run.told(one, toldAfterMs, pid);
          run.turn([other], { atMs: START_MS + 63_000 });
          run.turn([one], { atMs: START_MS + 65_000 });
        },
        { subscriptions },
      );
    };
    expect(passed(1_030, 1, [1, 1])).toEqual([]);
    expect(passed(1_030, 2, [1, 2])).toEqual([]);
    expect(passed(999, 1, [1, 1])).toContain('order');
    expect(passed(999, 2, [1, 2])).toContain('order');
    expect(passed(1_030, 1, [1])).toContain('order');
    expect(passed(1_030, 1, [1, 2])).toContain('order');
  });

  it('nor where the gateway ended so soon after both that nobody knows what it took', () => {
    const passed = (watches: number) => {
      const stopsMs = START_MS + 62_500;
      const lives = [
        { fromMs: START_MS, toMs: stopsMs, end: 'stop' as const, config: configOf(OPEN) },
        { fromMs: stopsMs + 60_000, toMs: null, end: null, config: configOf(OPEN) },
      ];
      const watch = { endedAtMs: stopsMs, pid: 1, database: 1, sinceRowid: -1 };
      const subscriptions = Array.from({ length: watches }, (_, index) => ({
        ...watch,
        atMs: START_MS + 1_000 + index * 60_000,
      }));
      return brokenBy(
        (run) => {
          const [one, other] = [run.row({ inMs: 60_000 }), run.row({ inMs: 60_500 })];
          run.told(other, 500);
          run.told(one, 1_030);
          run.turn([other], { atMs: stopsMs + 61_000 });
          run.turn([one], { atMs: stopsMs + 62_000 });
        },
        { subscriptions, lives },
      );
    };
    expect(passed(2)).not.toContain('order');
    expect(passed(1)).toContain('order');
  });

  it('by when it was told, also where nobody can say which configuration let it in', () => {
    const config = configOf({ ...OPEN, dmPolicy: 'allowlist', allowFrom: ['+15550009999'] });
    const diesMs = START_MS + 75_000;
    const lives = [
      { fromMs: START_MS, toMs: diesMs, end: 'crash' as const, config: configOf(OPEN) },
      { fromMs: diesMs, toMs: null, end: null, config },
    ];
    const late = (toldAfterMs: number) => (run: DoctoredRun) => {
      const [one, other] = [run.row({ inMs: 60_000 }), run.row({ inMs: 60_500 })];
      run.told(other, 500);
      run.told(one, toldAfterMs);
      run.turn([other], { atMs: START_MS + 62_000 });
      run.turn([one], { atMs: START_MS + 71_000 });
    };
    expect(brokenBy(late(10_000), { lives })).not.toContain('order');
    expect(brokenBy(late(1_000), { lives })).toContain('order');
  });

  it('two conversations do not wait for each other', () => {
    const atOnce = (run: DoctoredRun) => {
      run.turn([run.row({ inMs: 60_000 })], { endedAtMs: START_MS + 90_000 });
      run.turn([run.row({ inMs: 61_000, ...GROUP })]);
    };
    expect(brokenBy(atOnce)).toEqual([]);
  });

  it('not of a row that was told only when the gateway had died that may have formed the turn of a later one', () => {
    const told = (earlierAfterMs: number, diesInMs: number) => {
      const dies = START_MS + diesInMs;
      const lives = crashedAt(configOf(OPEN), dies, dies);
      return brokenBy(
        (run) => {
          const [one, other] = [run.row({ inMs: 60_000 }), run.row({ inMs: 61_000 })];
          run.told(other, 500);
          run.told(other, 3_000, 2);
          run.told(one, earlierAfterMs, 2);
          run.turn([other], { atMs: START_MS + 64_100 });
          run.turn([one], { atMs: START_MS + 65_000 });
        },
        { lives },
      );
    };
    expect(told(4_000, 62_000)).toEqual([]);
    expect(told(1_400, 62_000)).toContain('order');
    expect(told(4_000, 61_400)).toContain('order');
  });
});
