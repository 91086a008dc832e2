import { expect, it } from 'vitest';
import { kindOf } from '../../../../scenarios/swarm/known-faults.ts';
import { NOTHING_KNOWN } from '../../../../scenarios/swarm/run-facts.ts';
import {
  configOf,
  createDoctoredRun,
  lifeUnder,
  OPEN,
  START_MS,
} from '../../../support/oracle/doctored-run.ts';

const DRAWN = {
  about: 'swarm-x',
  drivers: ['sim'] as const,
  seed: 'x',
  people: {},
  steps: [{ wait: '1h' }],
};

/** A row of another database that was answered, and how the gateway came to it. */
function seen(change: {
  enabled?: boolean;
  sinceRowid?: number;
  inMs?: number;
  database?: number;
  text?: string;
}) {
  const { enabled = true, sinceRowid = 4, inMs = 60_000, database = 2 } = change;
  const run = createDoctoredRun();
  run.told(run.row({ rowid: 1, inMs: 30_000 }), 500);
  const row = run.row({ rowid: 5, database, inMs });
  const [watch] = run.history().subscriptions;
  const history = run.history({
    lives: lifeUnder(configOf({ ...OPEN, catchup: { enabled } })),
    subscriptions: [watch!, { ...watch!, atMs: START_MS + 75_000, pid: 2, database: 2, sinceRowid }],
  });
  const text = change.text ?? 'row 5 was answered: it was there before the gateway';
  return kindOf({ clause: 'silent', text, row }, DRAWN, { ...NOTHING_KNOWN, history });
}

it('a row of another database is answered that catch-up asked for as at a first start', () => {
  expect(seen({})).toBe('swarm-looks-back-into-another');
});

it('is of no kind without catch-up, in the first database, above the boundary, or for another reason', () => {
  expect(seen({ enabled: false })).toBeNull();
  expect(seen({ sinceRowid: 5 })).toBeNull();
  expect(seen({ inMs: 76_000 })).toBeNull();
  expect(seen({ database: 1, inMs: 500 })).toBeNull();
  expect(seen({ text: 'row 5 was answered: too old' })).toBeNull();
});
