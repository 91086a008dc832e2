// Rows that wait for ever since they wait together with one of another database.

import { expect, it } from 'vitest';
import type { RowEvent, WitnessedRow } from '../../../../scenarios/sim/oracle/history.ts';
import type { Drawn } from '../../../../scenarios/swarm/drawn.ts';
import { kindOf } from '../../../../scenarios/swarm/known-faults.ts';
import { NOTHING_KNOWN } from '../../../../scenarios/swarm/run-facts.ts';
import { createDoctoredRun, GROUP } from '../../../support/oracle/doctored-run.ts';

const DRAWN: Drawn = { about: 'swarm-x', drivers: ['sim'], seed: 'x', people: {}, steps: [{ wait: '1h' }] };

/** Of row 7 of the second database, beside a row with these facts. */
function kindBeside(facts: Partial<WitnessedRow>, fate: string | null = null, isAnswered = false) {
  const run = createDoctoredRun();
  const other = run.row({ rowid: 6, ...facts });
  const row = run.row({ rowid: 7, database: 2 });
  if (isAnswered) run.turn([other]);
  const told = (one: WitnessedRow, of: string | null): RowEvent => ({
    atMs: one.insertedAtMs + 500,
    rowid: one.rowid,
    guid: one.guid,
    fate: of,
    isNew: true,
  });
  const history = run.history({ rowEvents: [told(other, fate), told(row, null)] });
  const symptoms = [
    { clause: 'answered', text: 'row 7 should have been answered and was not', row },
    { clause: 'checker', text: 'lost: row 7 is still pending' },
  ];
  return symptoms.map((symptom) => kindOf(symptom, DRAWN, { ...NOTHING_KNOWN, history }));
}

it('is a row that waits beside one of the database before, in the same chat', () => {
  const kind = 'swarm-waits-in-two-databases';
  expect(kindBeside({})).toEqual([kind, kind]);
});

it('is none beside one of the same database, of another chat, that was decided, or that has its turn', () => {
  const none = [null, null];
  expect(kindBeside({ database: 2 })).toEqual(none);
  expect(kindBeside({ ...GROUP })).toEqual(none);
  expect(kindBeside({}, 'stale')).toEqual(none);
  expect(kindBeside({}, null, true)).toEqual(none);
});
