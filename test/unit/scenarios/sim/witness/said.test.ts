import { expect, it } from 'vitest';
import { addEntry, createLedger, type LedgerEntry } from '../../../../../scenarios/observe/ledger.ts';
import { lineFindings } from '../../../../../scenarios/sim/oracle/lines.ts';
import { saidIn } from '../../../../../scenarios/sim/witness/said.ts';
import { id } from '../../../../support/messages/ids.ts';

const at = { atMs: 0, incarnation: 1 };
const ROW = {
  accountId: 'default',
  rowid: id.rowid(1),
  eventId: 'guid:A',
  chatGuid: id.chat('any;-;+15550001111'),
  sender: '+15550001111',
  text: 'Meet me at nine',
  isFromMe: false,
  isNew: true,
  isReplay: false,
  fate: null,
  code: 'admitted',
  reason: 'admitted',
} as const;

function brokenBy(line: object): string[] {
  const ledger = createLedger();
  const entries = [
    { kind: 'event', name: 'row', event: ROW, ...at },
    { kind: 'log', level: 'info', message: 'a line', ...line, ...at },
  ] as const;
  for (const entry of entries) addEntry(ledger, entry as LedgerEntry);
  return lineFindings(saidIn(ledger)).map(({ text }) => text);
}

it('a run beside real processes is sound where its lines give nothing away', () => {
  expect(brokenBy({})).toEqual([]);
  expect(brokenBy({ level: 'debug', message: 'row 1: Meet me at nine' })).toEqual([]);
  expect(brokenBy({ fields: { sinceRowid: 1_234_567 } })).toEqual([]);
});

it.each<[string, object, string]>([
  ['words of a message', { message: 'row 1: Meet me at nine' }, 'holds words of a message'],
  ['words in a field', { level: 'warn', fields: { text: 'Meet me at nine' } }, 'holds words of a message'],
  ['words as the name of a field', { fields: { 'Meet me at nine': 1 } }, 'holds words of a message'],
  ['a full address', { message: 'of (555) 000-1111' }, 'holds a full address'],
  [
    'a full address in a field',
    { level: 'error', fields: { sender: '+15550001111' } },
    'holds a full address',
  ],
  ['control characters', { message: 'a line\nand another' }, 'holds control characters'],
])('and broken where one holds %s', (_, line, what) => {
  expect(brokenBy(line)).toEqual([expect.stringContaining(what)]);
});
