// What imsg keeps to itself is not lost; every other row that is not in the journal is.

import { expect, it } from 'vitest';
import { locatorOf } from '../../../../engine/config/locator.ts';
import { checkNothingLost } from '../../../../scenarios/sim/checkers.ts';
import { createInstallation } from '../../../../scenarios/sim/installation.ts';
import { suppressedRows } from '../../../../scenarios/sim/suppressed-rows.ts';

const ALICE = '+15550001111';
const LINK = 'https://example.com/a';

it('knows a preview after the text that holds its link, and the second row of a preview', async () => {
  const installation = createInstallation({ seed: 'suppressed', script: () => [] });
  installation.start();
  const { device, world } = installation;
  device.schedule(
    { kind: 'split', from: ALICE, text: `See ${LINK}`, link: LINK, gapMs: 1200 },
    { inMs: 1000 },
  );
  device.schedule(
    { kind: 'split', from: ALICE, text: 'Dump', link: `${LINK}b`, gapMs: 1200 },
    { inMs: 20_000 },
  );
  device.schedule({ kind: 'link', from: ALICE, link: `${LINK}c`, twin: 5000 }, { inMs: 40_000 });
  await world.advance(60_000);
  const told = new Set<number | null>(
    installation
      .journal(locatorOf({ dbPath: '/sim/chat.db' }), 'default')!
      .verdicts.map(({ rowid }) => rowid),
  );
  const reader = device.openReader();
  const inbound = reader.prepare('SELECT ROWID FROM message WHERE is_from_me = 0').pluck().all() as number[];
  const untold = inbound.filter((rowid) => !told.has(rowid));
  expect(untold).toHaveLength(2);
  expect([...suppressedRows(device)]).toEqual(untold);
});

it('does not excuse other rows that are not in the journal', async () => {
  const installation = createInstallation({ seed: 'suppressed', script: () => [] });
  installation.start();
  installation.device.schedule(
    { kind: 'split', from: ALICE, text: 'Dump', link: LINK, gapMs: 1200 },
    { inMs: 1000 },
  );
  await installation.world.advance(30_000);
  const journal = installation.journal(locatorOf({ dbPath: '/sim/chat.db' }), 'default')!;
  const observed = { device: installation.device, script: () => [], firstBoundary: 0 };
  const forgetful = { ...journal, verdicts: [] };
  expect(checkNothingLost({ ...observed, journal })).toEqual([]);
  expect(checkNothingLost({ ...observed, journal: forgetful }).map((line) => line.slice(0, 12))).toEqual([
    'lost: row 1 ',
    'lost: row 2 ',
  ]);
});
