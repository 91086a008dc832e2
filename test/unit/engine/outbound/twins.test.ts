import { expect, it } from 'vitest';
import { createOwnRows, type OwnRow } from '../../../../engine/echo/own-rows.ts';
import { createOwnSends } from '../../../../engine/echo/own-sends.ts';
import { createTwins } from '../../../../engine/outbound/twins.ts';
import type { PartRow } from '../../../../engine/store/commands/parts.ts';
import { id } from '../../../support/messages/ids.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';
import { TARGET } from '../../../support/stores/inputs.ts';

const TOLD = 'warn imessage: a reply for chat_id:7 left twice: Messages made two messages of one send';
const row = (rowid: number, change: Partial<OwnRow> = {}): OwnRow => ({
  rowid: id.rowid(rowid),
  guid: id.guid(`G${rowid}`),
  chatGuid: TARGET.chatGuid,
  text: 'ok',
  sentAtMs: 1_000,
  ...change,
});

function watch() {
  const [ownRows, own, logger] = [createOwnRows(), createOwnSends(), createListLogger()];
  const proven = createTwins({ ownRows, own, logger });
  const prove = (rowid: number) => {
    own.addGuid(row(rowid).guid);
    proven({ target: TARGET } as PartRow, row(rowid));
  };
  return { own, prove, sight: (...rows: OwnRow[]) => ownRows.sighted(rows), lines: logger.lines };
}

it.each([1, 2])('the other row of a send is told of once, whichever proves it: row %d', (proof) => {
  const { prove, sight, lines } = watch();
  sight(row(1));
  prove(proof);
  expect(lines).toEqual([]);
  sight(row(2, { sentAtMs: 1_062 }));
  expect(lines).toEqual([TOLD]);
  sight(row(2, { sentAtMs: 1_062 }));
  sight(row(3));
  expect(lines).toEqual([TOLD]);
});

it('both rows may have come before the part is proven', () => {
  const { prove, sight, lines } = watch();
  sight(row(1), row(2, { sentAtMs: 1_062 }));
  expect(lines).toEqual([]);
  prove(1);
  expect(lines).toEqual([TOLD]);
});

it('a row that was told of is the other row of no second part that says the same', () => {
  const { own, prove, sight, lines } = watch();
  prove(1);
  sight(row(1), row(2, { sentAtMs: 1_062 }));
  expect(lines).toEqual([TOLD]);
  own.sending(id.part('second'), TARGET.chatGuid, 'ok', 1_500);
  sight(row(2, { sentAtMs: 1_062 }), row(3, { sentAtMs: 1_600 }));
  prove(3);
  own.notSending(id.part('second'), 1_700);
  sight(row(4, { text: 'else', sentAtMs: 9_000 }));
  expect(lines).toEqual([TOLD]);
});

it.each<[string, Partial<OwnRow>]>([
  ['says something else', { text: 'no' }],
  ['has words that nobody can tell', { text: null }],
  ['stands in another chat', { chatGuid: id.chat('any;-;+15550002222') }],
  ['stands in no chat yet', { chatGuid: null }],
  ['was sent seconds later, as by the owner', { sentAtMs: 3_000 }],
  ['has no date', { sentAtMs: null }],
])('no row is one that %s', (_, change) => {
  const { prove, sight, lines } = watch();
  prove(1);
  sight(row(1), row(2, change));
  expect(lines).toEqual([]);
});

it('no row is one that proves the next part, which says the same', () => {
  const { own, prove, sight, lines } = watch();
  prove(1);
  own.sending(id.part('second'), TARGET.chatGuid, 'ok', 1_050);
  sight(row(1), row(2, { sentAtMs: 1_100 }));
  prove(2);
  own.notSending(id.part('second'), 1_200);
  sight(row(3, { sentAtMs: 9_000 }));
  expect(lines).toEqual([]);
});
