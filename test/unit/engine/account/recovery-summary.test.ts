import { expect, it } from 'vitest';
import { createRecoverySummary } from '../../../../engine/account/recovery-summary.ts';
import type { Decided } from '../../../../engine/inbound/decision.ts';
import type { VerdictFacts } from '../../../../engine/store/commands/journal.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';
import { row } from '../../../support/stores/inputs.ts';

const BOUNDARY = 10;

function createBed() {
  const logger = createListLogger();
  const summarise = createRecoverySummary('default', logger);
  const decide = (rowid: number, decided: Partial<Decided>, facts?: VerdictFacts) => {
    const verdicts = [{ accountId: 'default', fate: null, code: 'admitted' as const, facts }];
    summarise({
      row: row(rowid, { verdicts }),
      message: null,
      fate: null,
      code: 'admitted',
      isReplay: false,
      isNew: true,
      consequences: [],
      seq: rowid,
      ...decided,
    });
  };
  const missed = (rowid: number, fate: Decided['fate']) =>
    decide(rowid, { isReplay: true, fate }, { boundary: BOUNDARY, isReplay: true });
  return { logger, decide, missed };
}

const SUMMARY = 'info imessage: recovery account=default: replayed=3 admitted=1 stale=1 other=1';

it.each([
  ['an own send', 'echo', BOUNDARY],
  ['a row that cannot be understood', 'malformed', BOUNDARY + 2],
] as const)('what was missed is told of when %s is what comes at its end', (_, fate, rowid) => {
  const { logger, decide, missed } = createBed();
  missed(3, null);
  missed(4, 'stale');
  missed(5, 'denied');
  // They have nothing that was known outside of them.
  decide(6, { fate: 'echo' });
  expect(logger.lines).toEqual([]);
  decide(rowid, { fate });
  expect(logger.lines).toEqual([SUMMARY]);
  decide(rowid + 1, { fate: 'echo' });
  expect(logger.lines).toHaveLength(1);
});

it('what was missed is told of at the row of its boundary itself', () => {
  const { logger, missed } = createBed();
  missed(BOUNDARY, null);
  expect(logger.lines).toEqual([
    'info imessage: recovery account=default: replayed=1 admitted=1 stale=0 other=0',
  ]);
});

it('nothing is told of where nothing was missed', () => {
  const { logger, decide } = createBed();
  decide(BOUNDARY + 1, { fate: null }, { boundary: BOUNDARY });
  expect(logger.lines).toEqual([]);
});
