import { describe, expect, it } from 'vitest';
import {
  brokenIn,
  CAME_MS,
  configOf,
  crashedAt,
  createDoctoredRun,
  judgementIn,
  LINK,
  lifeUnder,
  OPEN,
  START_MS,
} from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;

describe('what was deleted', () => {
  it('while the gateway slept: what was in the pipe by then is taken as it wakes', () => {
    const wakesMs = CAME_MS + 60_000;
    const asleep = (inMs: number, endedAtMs: number | null = null) => {
      const run = createDoctoredRun();
      const row = run.row({ insertedAtMs: CAME_MS, dateMs: CAME_MS, deletedAtMs: CAME_MS + inMs });
      run.told(row, 500);
      const disturbances = [
        { what: 'the gateway sleeps', of: 'all' as const, fromMs: CAME_MS, toMs: wakesMs },
      ];
      const [life] = lifeUnder(configOf(OPEN));
      const lives = [
        { ...life!, toMs: endedAtMs, end: endedAtMs === null ? null : ('crash' as const) },
        ...(endedAtMs === null ? [] : [{ ...life!, fromMs: wakesMs + 20_000 }]),
      ];
      const restedAtMs = wakesMs + 6 * 60 * MINUTE_MS;
      return judgementIn(run.history({ disturbances, lives, restedAtMs }));
    };
    expect(asleep(499)).toBe('must not');
    expect(asleep(500)).toBe('must');
    expect(asleep(30_000)).toBe('must');
    // Who died as it woke had not taken it.
    expect(asleep(499, wakesMs + 1_000)).toBe('must not');
    expect(asleep(30_000, wakesMs + 1_000)).toBe('deleted while it was told');
  });

  it('between two gateways: told to one that ended before it took it, and gone before the other could be told', () => {
    const between = (deletedInMs: number) => {
      const run = createDoctoredRun();
      const row = run.row({ insertedAtMs: CAME_MS, dateMs: CAME_MS, deletedAtMs: CAME_MS + deletedInMs });
      run.told(row, 500);
      const endMs = CAME_MS + 600;
      const lives = crashedAt(configOf(OPEN), endMs, endMs);
      const [watch] = run.history().subscriptions;
      const subscriptions = [
        { ...watch!, endedAtMs: endMs },
        { ...watch!, pid: 2, atMs: CAME_MS + 10_000 },
      ];
      return judgementIn(run.history({ lives, subscriptions }));
    };
    expect(between(499)).toBe('must not');
    expect(between(9_000)).toBe('deleted while it was told');
    expect(between(20_000)).toBe('deleted while it was told');
    // Whoever reads on is told of it by then; if not, it was taken.
    expect(between(60_000)).toBe('must');
  });

  it('while a line was on its way: imsg had read it before the fault let it go', () => {
    const onItsWay = (fault: string, deletedInMs: number) => {
      const run = createDoctoredRun();
      const row = run.row({ insertedAtMs: CAME_MS, dateMs: CAME_MS, deletedAtMs: CAME_MS + deletedInMs });
      run.told(row, 8_000);
      const held = { what: fault, of: 'reading' as const, fromMs: CAME_MS + 1_000, toMs: CAME_MS + 4_000 };
      return judgementIn(run.history({ disturbances: [held] }));
    };
    expect(onItsWay('latency=100ms-2s', 999)).toBe('must not');
    expect(onItsWay('latency=100ms-2s', 1_000)).toBe('deleted while it was told');
    expect(onItsWay('stall', 7_999)).toBe('deleted while it was told');
    expect(onItsWay('locked', 7_999)).toBe('must not');
    expect(onItsWay('stall', 60_000)).toBe('must');
  });

  it('also when the fault has ended long before, where it holds a line for so long', () => {
    const heldFor = (holdsMs: number) => {
      const run = createDoctoredRun();
      const row = run.row({ insertedAtMs: CAME_MS, dateMs: CAME_MS, deletedAtMs: CAME_MS + 2_000 });
      run.told(row, 12_000);
      const [what, of] = ['stall', 'reading'] as const;
      const held = { what, of, fromMs: CAME_MS + 1_000, toMs: CAME_MS + 2_000, holdsMs };
      return judgementIn(run.history({ disturbances: [held] }));
    };
    expect(heldFor(4_900)).toBe('must not');
    expect(heldFor(5_000)).toBe('deleted while it was told');
  });

  it('where its chat came late: not before it has been asked for then (ruling-27)', () => {
    const late = (joinedInMs: number, deletedInMs: number) => {
      const run = createDoctoredRun();
      run.row({
        insertedAtMs: CAME_MS,
        dateMs: CAME_MS,
        joinedAtMs: CAME_MS + joinedInMs,
        deletedAtMs: CAME_MS + deletedInMs,
      });
      return judgementIn(run.history());
    };
    expect(late(38_000, 104_000)).toBe('must not');
    expect(late(38_000, 140_000)).toBe('must');
    expect(late(61_000, 600_000)).toBe('must not');
  });
});

describe('what was taken back', () => {
  it('together: not behind a card whose words were taken back before it was told, which is of the text', () => {
    const between = (facts: object) => {
      const run = createDoctoredRun();
      const text = run.row({ text: 'Dump', inMs: 600_000 });
      const other = run.row({ text: 'https://example.com/0', inMs: 600_300, ...facts });
      const link = run.row({ text: 'https://example.com/1', balloonId: LINK, inMs: 600_900 });
      other.versions.push({ atMs: START_MS + 600_400, text: '', isFromMe: false });
      for (const row of [text, other, link]) run.told(row, 200);
      for (const row of [text, link]) run.turn([row]);
      const lives = lifeUnder(configOf({ ...OPEN, coalesceSameSenderDms: true }));
      return brokenIn(run.history({ lives })).filter((clause) => clause === 'together');
    };
    expect(between({ balloonId: LINK })).toEqual([]);
    expect(between({})).toEqual(['together']);
  });
});

describe('what came to stand beside a row', () => {
  it('a file that comes to stand beside its row after that was told is told to nobody, unless chat.db says that there is one', () => {
    const told = (
      attachedAfterMs: number,
      text = '\uFFFC',
      account: object = { includeAttachments: true },
      announces = true,
      disturbedInMs: number | null = null,
    ) => {
      const run = createDoctoredRun();
      const announcesFiles = announces && ({ announcesFiles: true } as const);
      const row = run.row({ inMs: CAME_MS - START_MS, text, attachments: 1, ...announcesFiles });
      row.attachedAtMs = CAME_MS + attachedAfterMs;
      run.told(row, 500);
      const atMs = CAME_MS + (disturbedInMs ?? 0);
      const trouble = { what: 'chat.db slow', of: 'reading', fromMs: atMs, toMs: atMs } as const;
      const lives = lifeUnder(configOf({ ...OPEN, ...account }));
      return judgementIn(run.history({ lives, ...(disturbedInMs !== null && { disturbances: [trouble] }) }));
    };
    const FILES = { includeAttachments: true };
    // However late: after 30 s its mark stands for it.
    expect(told(501)).toBe('must');
    expect(told(10 * 60_000)).toBe('must');
    expect(told(501, '\uFFFC', FILES, false)).toBe('must not');
    const unsure = 'chat.db may not have said that it has files';
    for (const inMs of [-139_000, 140_000]) expect(told(501, '\uFFFC', FILES, true, inMs)).toBe(unsure);
    for (const inMs of [-141_000, 141_000]) expect(told(501, '\uFFFC', FILES, true, inMs)).toBe('must');
    expect(told(450)).toBe('its words came while it was told');
    expect(told(300)).toBe('must');
    expect(told(501, 'Here it is')).toBe('must');
    expect(told(300, '\uFFFC', {})).toBe('must not');
  });
});

describe('the words of a voice memo that come while it is told', () => {
  /** It came beside a row that was asked for, and its words `wordsInMs` after it. */
  const told = (wordsInMs: number, seenInMs: number, watchInMs = 600) => {
    const run = createDoctoredRun();
    const row = run.row({ insertedAtMs: CAME_MS, dateMs: CAME_MS, text: '', attachments: 1 });
    row.versions[0] = { atMs: CAME_MS, text: '', isFromMe: false };
    row.versions.push({ atMs: CAME_MS + wordsInMs, text: 'Call me', isFromMe: false });
    run.toldAgain(row, 100);
    run.told(row, watchInMs);
    const seen = { atMs: CAME_MS + seenInMs, rowid: row.rowid, guid: row.guid, fate: null, isNew: true };
    return judgementIn(run.history({ rowEvents: [seen] }));
  };

  it('count where the watch told of it after somebody was told of it who had asked for another', () => {
    expect(told(300, 601)).toBe('its words came while it was told');
    expect(told(50, 601)).toBe('its words came while it was told');
    expect(told(601, 602)).toBe('must not');
  });

  it('but not where the gateway said what became of it before, nor where the watch told of it long after', () => {
    expect(told(300, 101)).toBe('must not');
    expect(told(300, 20_001, 20_000)).toBe('must not');
  });
});
