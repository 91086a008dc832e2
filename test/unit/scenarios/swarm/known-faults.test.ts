// Each kind of known fault is recognised by the facts of a run, and what only looks like it is not.

import { expect, it } from 'vitest';
import type { Drawn } from '../../../../scenarios/swarm/drawn.ts';
import { kindOf } from '../../../../scenarios/swarm/known-faults.ts';
import { NOTHING_KNOWN, type RunFacts } from '../../../../scenarios/swarm/run-facts.ts';
import type { Symptom } from '../../../../scenarios/swarm/symptom.ts';
import { ALICE, createDoctoredRun } from '../../../support/oracle/doctored-run.ts';

const DRAWN: Drawn = {
  about: 'swarm-x',
  drivers: ['sim'],
  seed: 'x',
  people: { alice: ALICE },
  steps: [{ wait: '1h' }],
};
const run = createDoctoredRun();
const row = run.row({ rowid: 5 });
const HISTORY = run.history();
const lost: Symptom = { clause: 'answered', text: 'row 5 should have been answered and was not', row };
const lostByChecker: Symptom = { clause: 'checker', text: 'lost: row 5 is not in the journal (cursor 9)' };

const kind = (symptom: Symptom, facts: Partial<RunFacts> = {}, drawn: Partial<Drawn> = {}) =>
  kindOf(symptom, { ...DRAWN, ...drawn }, { ...NOTHING_KNOWN, history: HISTORY, ...facts });

it('a lost row of which nothing else is known is of no kind', () => {
  expect(kind(lost)).toBeNull();
  expect(kind(lostByChecker)).toBeNull();
});
