// Every row that the cursor has passed is accounted for: in a sound run, and with each way of being so taken away.

import { beforeAll, describe, expect, it } from 'vitest';
import { locatorOf } from '../../../../engine/config/locator.ts';
import { type Accounts, checkAccounted } from '../../../../scenarios/sim/accounted.ts';
import type { Journal } from '../../../../scenarios/sim/inspect.ts';
import { createInstallation } from '../../../../scenarios/sim/installation.ts';
import { suppressedRows } from '../../../../scenarios/sim/suppressed-rows.ts';
import { id } from '../../../support/messages/ids.ts';

const ALICE = '+15550001111';
const LINK = 'https://example.com/a';

let sound: Accounts;

/** A message, its answer, which is an own row, a link whose second row imsg drops, and one more. */
beforeAll(async () => {
  const installation = createInstallation({ seed: 'accounted' });
  installation.start();
  const { device, world } = installation;
  installation.text(ALICE, 'one', { inMs: 1_000 });
  device.schedule({ kind: 'link', from: ALICE, link: LINK, twin: 5_000 }, { inMs: 10_000 });
  installation.text(ALICE, 'two', { inMs: 20_000 });
  await world.advance(60_000);
  const journal = installation.journal(locatorOf({ dbPath: '/sim/chat.db' }), 'default')!;
  sound = { journal, journals: [journal], device, floor: 0, isSkipped: () => false };
});

/** The run of a journal that lacks what it has of some rows. */
function without(isLacking: (rowid: number) => boolean, change: Partial<Accounts> = {}): Accounts {
  const verdicts = sound.journal.verdicts.filter(({ rowid }) => rowid === null || !isLacking(rowid));
  const journal = { ...sound.journal, verdicts };
  return { ...sound, journal, journals: [journal], ...change };
}

const unaccounted = (rowid: number) =>
  `unaccounted: row ${rowid} is neither journalled nor missed (cursor ${sound.journal.read!.journalledTo})`;

describe('rows that the cursor has passed', () => {
  it('are all accounted for in a run that is sound', () => {
    expect(sound.journal.read).toMatchObject({ journalledTo: expect.any(Number), holes: [] });
    expect(checkAccounted(sound)).toEqual([]);
  });

  it('are not where the journal lacks one, an own row as well; one that imsg keeps to itself nobody has to have', () => {
    const [twin] = suppressedRows(sound.device);
    expect(checkAccounted(without((rowid) => rowid === twin))).toEqual([]);
    expect(checkAccounted(without((rowid) => rowid === 1))).toEqual([unaccounted(1)]);
    const [own] = sound.device.sent();
    const ownRowid = sound.journal.verdicts.find(({ eventId }) => eventId === `guid:${own!.guid}`)!.rowid!;
    expect(checkAccounted(without((rowid) => rowid === ownRowid))).toEqual([unaccounted(ownRowid)]);
  });

  it('are where they are missed, skipped, from before, above the cursor, or known to another account', () => {
    const lacking = (change: Partial<Accounts>) => checkAccounted(without((rowid) => rowid === 1, change));
    const withRead = (read: Journal['read']) => {
      const { journal } = without((rowid) => rowid === 1);
      return { journal: { ...journal, read } };
    };
    const { journalledTo } = sound.journal.read!;
    const hole = (fromRowid: number, toRowid: number) => ({
      fromRowid: id.rowid(fromRowid),
      toRowid: id.rowid(toRowid),
      openedAtMs: 0,
      asked: 0,
    });
    expect(lacking(withRead({ journalledTo, holes: [hole(1, 1)] }))).toEqual([]);
    expect(lacking(withRead({ journalledTo, holes: [hole(2, 9)] }))).toEqual([unaccounted(1)]);
    expect(lacking({ isSkipped: (rowid) => rowid === 1 })).toEqual([]);
    expect(lacking({ floor: 1 })).toEqual([]);
    expect(lacking(withRead({ journalledTo: 0, holes: [] }))).toEqual([]);
    expect(lacking(withRead(null))).toEqual([]);
    expect(lacking({ journals: [sound.journal] })).toEqual([]);
  });
});
