// Rows that are answered out of their place are recognised by why they were.

import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../../../scenarios/sim/oracle/history.ts';
import { kindOf } from '../../../../scenarios/swarm/known-faults.ts';
import { NOTHING_KNOWN } from '../../../../scenarios/swarm/run-facts.ts';
import { createDoctoredRun, START_MS } from '../../../support/oracle/doctored-run.ts';

const DRAWN = {
  about: 'swarm-x',
  drivers: ['sim'] as const,
  seed: 'x',
  people: {},
  steps: [{ wait: '1h' }],
};

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
