// Turns that say what stood before an edit, and turns that are wrong in another way.

import { describe, expect, it } from 'vitest';
import type { Drawn } from '../../../../scenarios/swarm/drawn.ts';
import { kindOf } from '../../../../scenarios/swarm/known-faults.ts';
import { NOTHING_KNOWN } from '../../../../scenarios/swarm/run-facts.ts';
import type { Symptom } from '../../../../scenarios/swarm/symptom.ts';
import { createDoctoredRun, START_MS } from '../../../support/oracle/doctored-run.ts';

const DRAWN: Drawn = { about: 'swarm-x', drivers: ['sim'], seed: 'x', people: {}, steps: [{ wait: '1h' }] };

describe('Q10', () => {
  const handedOver = (said: string, editedInMs: number) => {
    const other = createDoctoredRun();
    const edited = other.row({ rowid: 5, inMs: 60_000, text: 'Cancel it' });
    edited.versions.push({ atMs: START_MS + editedInMs, text: 'Keep it', isFromMe: false });
    other.turn([edited], { text: said, atMs: START_MS + 90_000 });
    const symptom: Symptom = { clause: 'words', text: 'the turn of row 5 does not say', row: edited };
    return kindOf(symptom, DRAWN, { ...NOTHING_KNOWN, history: other.history() });
  };

  it('is a turn that says what stood before an edit', () => {
    expect(handedOver('Cancel it', 70_000)).toBe('Q10');
    expect(handedOver('Something else', 70_000)).toBeNull();
    expect(handedOver('Cancel it', 95_000)).toBeNull();
  });
});
