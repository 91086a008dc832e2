// Rows that a gateway refused before they stood in their chat.

import { expect, it } from 'vitest';
import type { Drawn } from '../../../../scenarios/swarm/drawn.ts';
import { kindOf } from '../../../../scenarios/swarm/known-faults.ts';
import { NOTHING_KNOWN } from '../../../../scenarios/swarm/run-facts.ts';
import { createDoctoredRun } from '../../../support/oracle/doctored-run.ts';

const DRAWN: Drawn = { about: 'swarm-x', drivers: ['sim'], seed: 'x', people: {}, steps: [{ wait: '1h' }] };

/** Of a row that came into its chat after 500 ms. */
function kindWhere(toldAfterMs: number, fate: string) {
  const run = createDoctoredRun();
  const row = run.row({ rowid: 5 });
  const late = { ...row, joinedAtMs: row.insertedAtMs + 500 };
  run.told(late, toldAfterMs);
  const event = { atMs: late.insertedAtMs + toldAfterMs, rowid: 5, guid: late.guid, fate, isNew: true };
  const history = run.history({ rows: [late], rowEvents: [event] });
  const text = 'row 5 should have been answered and was not';
  return kindOf({ clause: 'answered', text, row: late }, DRAWN, { ...NOTHING_KNOWN, history });
}

it('a row that was denied before it stood in its chat was given up at once', () => {
  expect(kindWhere(499, 'denied')).toBe('swarm-told-without-chat');
});

it('a row that stood there by then, or has another end, was not', () => {
  expect(kindWhere(501, 'denied')).toBeNull();
  expect(kindWhere(499, 'stale')).toBeNull();
});
