// Rows that are answered out of their place are recognised by why they were.

import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../../../scenarios/sim/oracle/history.ts';
import { kindOf } from '../../../../scenarios/swarm/known-faults.ts';
import { NOTHING_KNOWN } from '../../../../scenarios/swarm/run-facts.ts';
import type { Symptom } from '../../../../scenarios/swarm/symptom.ts';
import { createDoctoredRun, GROUP, START_MS } from '../../../support/oracle/doctored-run.ts';

const DRAWN = {
  about: 'swarm-x',
  drivers: ['sim'] as const,
  seed: 'x',
  people: {},
  steps: [{ wait: '1h' }],
};
const MINUTE_MS = 60_000;

describe('a row from before the gateway', () => {
  const seen = (
    change: {
      fromRowid?: number;
      overflowedMs?: number;
      toldMs?: number;
      sinceRowid?: number | null;
      text?: string;
      clause?: string;
    } = {},
  ) => {
    const { fromRowid = 0, overflowedMs = 5_000.6, toldMs = 5_000, sinceRowid = 4 } = change;
    const run = createDoctoredRun();
    const row = run.row({ rowid: 4, inMs: 0 });
    run.told(row, toldMs);
    const message = `imessage: watch overflowed account=default, reading on from row ${fromRowid}`;
    const log: LogLine[] = [{ atMs: START_MS + overflowedMs, level: 'warn', message }];
    const [watch] = run.history().subscriptions;
    const history = run.history({ log, subscriptions: [{ ...watch!, sinceRowid }] });
    const text = change.text ?? 'row 4 was answered: it was there before the gateway';
    return kindOf({ clause: change.clause ?? 'silent', text, row }, DRAWN, { ...NOTHING_KNOWN, history });
  };

  it('came by an overflow that was read on from below it', () => {
    expect(seen()).toBe('swarm-overflow-below-the-cursor');
    expect(seen({ fromRowid: 3 })).toBe('swarm-overflow-below-the-cursor');
    expect(seen({ clause: 'order', text: 'row 4 was handed over after row 6' })).toBe(
      'swarm-overflow-below-the-cursor',
    );
  });

  it('came otherwise where a watch had to tell of it, it was told before, or the overflow lay above', () => {
    expect(seen({ sinceRowid: 3 })).toBeNull();
    expect(seen({ toldMs: 4_999 })).toBeNull();
    expect(seen({ fromRowid: 4 })).toBeNull();
    expect(seen({ text: 'row 4 was answered: own words' })).toBeNull();
    expect(seen({ clause: 'order', text: 'two turns of any;-;+15550001111 ran at once' })).toBeNull();
  });
});

describe('a turn that is late in its conversation', () => {
  const PAUSED_MS = 10 * MINUTE_MS;
  const DELAY_MS = 4_000;
  const LATE = 'row 1 was handed over after row 2';

  const seen = (
    change: {
      lateMs?: number;
      earlyMs?: number;
      line?: string;
      symptom?: Symptom;
      isElsewhere?: boolean;
    } = {},
  ) => {
    const { lateMs = PAUSED_MS + DELAY_MS + 1, earlyMs = PAUSED_MS + DELAY_MS } = change;
    const run = createDoctoredRun();
    const late = run.row({ rowid: 1 });
    const early = run.row({ rowid: 2, ...(change.isElsewhere && GROUP) });
    const formed = [late, early].map(({ guid }, index) => ({
      atMs: START_MS + (index === 0 ? lateMs : earlyMs),
      turnId: `turn-${guid}`,
      messageGuids: [guid],
      state: 'formed',
    }));
    const message =
      change.line ??
      `store: The disk is full: imgate.db was not written. Trying again in ${DELAY_MS} ms. Wait.`;
    const history = run.history({
      turnEvents: formed,
      log: [{ atMs: START_MS + PAUSED_MS, level: 'error', message }],
    });
    const symptom = change.symptom ?? { clause: 'order', text: LATE, row: late };
    return kindOf(symptom, DRAWN, { ...NOTHING_KNOWN, history });
  };

  it('was formed when a full disk let it, and the one in front of it no earlier than the disk was full', () => {
    expect(seen()).toBe('swarm-order-lost-on-a-full-disk');
    expect(seen({ earlyMs: PAUSED_MS + 1_000 })).toBe('swarm-order-lost-on-a-full-disk');
    const symptom = { clause: 'checker', text: 'order: row 1 was answered after row 2' };
    expect(seen({ symptom })).toBe('swarm-order-lost-on-a-full-disk');
  });

  it('is of no kind where no commit waited, one of them was formed at another time, or elsewhere', () => {
    expect(seen({ line: 'imessage: turn default/1 will be tried again' })).toBeNull();
    expect(seen({ lateMs: PAUSED_MS + 60_000 })).toBeNull();
    expect(seen({ lateMs: PAUSED_MS + 1_000 })).toBeNull();
    expect(seen({ earlyMs: PAUSED_MS - 1_000 })).toBeNull();
    expect(seen({ earlyMs: PAUSED_MS + DELAY_MS + 500 })).toBeNull();
    expect(seen({ isElsewhere: true })).toBeNull();
    expect(seen({ symptom: { clause: 'once', text: LATE } })).toBeNull();
  });
});
