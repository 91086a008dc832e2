// Rows that count as older or younger than they are because of the clock of the Mac, and those that do not.

import { describe, expect, it } from 'vitest';
import type { Drawn } from '../../../../scenarios/swarm/drawn.ts';
import { kindOf } from '../../../../scenarios/swarm/known-faults.ts';
import { NOTHING_KNOWN, type RunFacts } from '../../../../scenarios/swarm/run-facts.ts';
import type { Symptom } from '../../../../scenarios/swarm/symptom.ts';
import { createDoctoredRun, START_MS } from '../../../support/oracle/doctored-run.ts';

const DRAWN: Drawn = { about: 'swarm-x', drivers: ['sim'], seed: 'x', people: {}, steps: [{ wait: '1h' }] };
const run = createDoctoredRun();
const row = run.row({ rowid: 5 });
const HISTORY = run.history();
const lost: Symptom = { clause: 'answered', text: 'row 5 should have been answered and was not', row };

const kind = (symptom: Symptom, facts: Partial<RunFacts> = {}, drawn: Partial<Drawn> = {}) =>
  kindOf(symptom, { ...DRAWN, ...drawn }, { ...NOTHING_KNOWN, history: HISTORY, ...facts });

describe('Q7', () => {
  const MINUTE_MS = 60_000;
  const stale = { reasonOf: () => 'older than the live window' };
  const stepped = (...byMs: readonly (number | string)[]) => ({
    steps: byMs.map((step) => ({ mac: { clockStep: { byMs: step } } })),
  });
  /** Told at once; it came that long after it was written. */
  const aged = (ageMs: number) => {
    const other = createDoctoredRun();
    const old = other.row({ rowid: 5, dateMs: START_MS + MINUTE_MS - ageMs, inMs: MINUTE_MS });
    other.told(old, 500);
    return { row: old, history: other.history() };
  };

  it('is a row that is old by the clock of a Mac that is ahead', () => {
    expect(kind(lost, stale, stepped(1_200_000))).toBe('Q7');
    expect(kind(lost, stale, stepped(-600_000, '25m'))).toBe('Q7');
    expect(kind(lost, stale)).toBeNull();
    expect(kind(lost, { reasonOf: () => 'missing sender' }, stepped(1_200_000))).toBeNull();
  });

  it('is none that the clock of the Mac does not make old', () => {
    for (const steps of [stepped('10m'), stepped(-1_200_000), stepped(-1_200_000, '20m')])
      expect(kind(lost, stale, steps)).toBeNull();
    const missed = { reasonOf: () => 'older than the recovery window' };
    expect(kind(lost, missed, stepped('20m'))).toBeNull();
    expect(kind(lost, missed, stepped('2h'))).toBe('Q7');
  });

  const silent = (ageMs: number, text = 'too old', subscriptions = HISTORY.subscriptions) => {
    const { row: old, history } = aged(ageMs);
    const symptom: Symptom = { clause: 'silent', text: `row 5 was answered: ${text}`, row: old };
    return (...steps: readonly (number | string)[]) =>
      kind(symptom, { history: { ...history, subscriptions } }, stepped(...steps));
  };

  it('is an old row that is young by the clock of a Mac that is behind', () => {
    expect(silent(25 * MINUTE_MS)(-1_200_000)).toBe('Q7');
    expect(silent(25 * MINUTE_MS)('20m')).toBeNull();
    expect(silent(25 * MINUTE_MS, 'own words')(-1_200_000)).toBeNull();
  });

  it('is none that the clock of the Mac does not make young', () => {
    expect(silent(25 * MINUTE_MS)(-300_000)).toBeNull();
    expect(silent(25 * MINUTE_MS)('20m', -1_200_000)).toBeNull();
    expect(silent(130 * MINUTE_MS)(-1_200_000)).toBeNull();
    const [watch] = HISTORY.subscriptions;
    const later = [{ ...watch!, atMs: START_MS + MINUTE_MS + 400 }];
    expect(silent(130 * MINUTE_MS, 'too old', later)(-1_200_000)).toBe('Q7');
    expect(silent(150 * MINUTE_MS, 'too old', later)(-1_200_000)).toBeNull();
  });
});
