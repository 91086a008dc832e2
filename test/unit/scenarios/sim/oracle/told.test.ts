import { describe, expect, it } from 'vitest';
import type { History } from '../../../../../scenarios/sim/oracle/history.ts';
import type { LogLine } from '../../../../../scenarios/sim/oracle/log-line.ts';
import { brokenIn, createDoctoredRun, lifeUnder, START_MS } from '../../../../support/oracle/doctored-run.ts';

const MINUTE_MS = 60_000;
const CAME_MS = START_MS + 60 * MINUTE_MS;

const line = (level: string, message: string): LogLine => ({ atMs: CAME_MS + 1_000, level, message });

describe('a row that a gateway took and nobody was given is told of', () => {
  /** Too near to its limit for anybody to say what should become of it. */
  const row = { inMs: CAME_MS - START_MS, dateMs: CAME_MS - 15 * MINUTE_MS, rowid: 12 };

  function broken(
    facts: (guid: string) => Partial<History> = () => ({}),
    afterMs: number | null = 500,
  ): string[] {
    const run = createDoctoredRun();
    const lost = run.row(row);
    if (afterMs !== null) run.told(lost, afterMs);
    return brokenIn(run.history(facts(lost.guid)));
  }

  it('by an event or by a line at warn or above that names it, not by another', () => {
    const event = (rowid: number | null, guid: string | null) => ({
      rowEvents: [{ atMs: CAME_MS, rowid, guid, fate: 'stale', isNew: true }],
    });
    expect(broken()).toEqual(['told']);
    expect(broken((guid) => event(12, guid))).toEqual([]);
    expect(broken(() => event(12, null))).toEqual([]);
    expect(broken(() => event(12, 'ANOTHER'))).toEqual(['told']);
    expect(broken(() => ({ log: [line('warn', 'imessage: row 12 is too old')] }))).toEqual([]);
    expect(broken(() => ({ log: [line('error', 'too old {"rowid":12}')] }))).toEqual([]);
    expect(broken(() => ({ log: [line('info', 'imessage: row 12 is too old')] }))).toEqual(['told']);
    expect(broken(() => ({ log: [line('warn', 'imessage: row 123 is too old')] }))).toEqual(['told']);
  });

  it('with its end: that it waits is none, once everything has come to rest', () => {
    const restedAtMs = CAME_MS + 60 * MINUTE_MS;
    const event = (guid: string, facts: object = {}) => ({
      atMs: CAME_MS,
      rowid: 12,
      guid,
      fate: null,
      isNew: true,
      ...facts,
    });
    const waits = (facts: (guid: string) => Partial<History> = () => ({}), ...later: readonly object[]) =>
      broken((guid) => ({
        rowEvents: [event(guid), ...later.map((one) => event(guid, one))],
        restedAtMs,
        ...facts(guid),
      })).filter((clause) => clause === 'told');
    expect(waits()).toEqual(['told']);
    expect(waits(() => ({ restedAtMs: null }))).toEqual([]);
    expect(waits(() => ({ restedAtMs: CAME_MS - 1 }))).toEqual([]);
    expect(waits(() => ({}), { fate: 'stale', isNew: false })).toEqual(['told']);
    expect(waits(() => ({}), { fate: 'empty' })).toEqual([]);
    expect(waits(() => ({ log: [line('error', 'imessage: row 12 cannot be answered')] }))).toEqual([]);
    const turn = (state: string) => (guid: string) => ({
      turnEvents: [{ atMs: CAME_MS, turnId: 'turn-9', messageGuids: [guid], state }],
    });
    expect(waits(turn('formed'))).toEqual(['told']);
    expect(waits(turn('interrupted'))).toEqual([]);
    // Of a turn that ended it was in that as it was formed.
    const answered = (turnId: string) => (guid: string) => ({
      turnEvents: [
        ...turn('formed')(guid).turnEvents,
        { atMs: CAME_MS + 1_000, turnId, messageGuids: ['OF-ANOTHER-ROW'], state: 'answered' },
      ],
    });
    expect(waits(answered('turn-9'))).toEqual([]);
    expect(waits(answered('turn-10'))).toEqual(['told']);
  });

  it('not one that imsg never told, or told to a gateway that did not live on', () => {
    const [life] = lifeUnder({ channels: { imessage: { dmPolicy: 'open', allowFrom: ['*'] } } });
    const cutAt = (toMs: number) => () => ({ lives: [{ ...life!, toMs, end: 'crash' as const }] });
    expect(broken(() => ({}), null)).toEqual([]);
    expect(broken(cutAt(CAME_MS + 2_499))).toEqual([]);
    expect(broken(cutAt(CAME_MS + 2_500))).toEqual(['told']);
  });
});

describe('a turn that no agent answered is asked again, or told of', () => {
  const RESTED_MS = CAME_MS + 60 * MINUTE_MS;

  function broken(again: boolean, facts: (turnId: string) => Partial<History> = () => ({})): string[] {
    const run = createDoctoredRun();
    const row = run.row({ inMs: CAME_MS - START_MS });
    const { call } = run.turn([row], { replies: null, endedAtMs: null });
    if (again) run.turn([row], { turnId: call.turnId, atMs: CAME_MS + MINUTE_MS });
    return brokenIn(run.history({ restedAtMs: RESTED_MS, turnEvents: [], ...facts(call.turnId) }));
  }

  it('by an event of its end or a line that names it', () => {
    const state = (name: string) => (turnId: string) => ({
      turnEvents: [{ atMs: CAME_MS + MINUTE_MS, turnId, messageGuids: [], state: name }],
    });
    expect(broken(true)).toEqual([]);
    expect(broken(false)).toEqual(['told']);
    expect(broken(false, state('interrupted'))).toEqual([]);
    expect(broken(false, state('running'))).toEqual(['told']);
    expect(broken(false, (turnId) => ({ log: [line('warn', `turn ${turnId} was cut off`)] }))).toEqual([]);
    expect(broken(false, () => ({ log: [line('warn', 'turn turn-11 was cut off')] }))).toEqual(['told']);
  });

  it('where everything came to rest after it', () => {
    expect(broken(false, () => ({ restedAtMs: null }))).toEqual([]);
    expect(broken(false, () => ({ restedAtMs: CAME_MS }))).toEqual([]);
  });
});
