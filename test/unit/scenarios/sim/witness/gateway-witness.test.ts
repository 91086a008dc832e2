import { expect, it } from 'vitest';
import { addEntry, createLedger, type LedgerEntry } from '../../../../../scenarios/observe/ledger.ts';
import { seenOfGateway } from '../../../../../scenarios/sim/witness/gateway-witness.ts';

it('a number that a gateway refused to confirm is as if nobody had asked; one that it never answered was asked for', () => {
  const ledger = createLedger();
  const asked = (chatId: number, atMs: number) =>
    ({ kind: 'confirmation', accountId: null, chatId, isDone: false, atMs }) as const;
  addEntry(ledger, asked(1, 10));
  addEntry(ledger, asked(2, 20));
  addEntry(ledger, asked(1, 30));
  addEntry(ledger, { ...asked(1, 31), isRefused: true });
  addEntry(ledger, { ...asked(3, 40), isRefused: true });
  const { confirmations } = seenOfGateway(ledger, 1_000);
  expect(confirmations?.map(({ chatId, atMs }) => `${chatId} ${atMs}`)).toEqual(['1 1010', '2 1020']);
});

/** What it makes of entries one second apart. */
function seenOf(entries: readonly object[]) {
  const ledger = createLedger();
  for (const [index, entry] of entries.entries())
    addEntry(ledger, { atMs: index * 1_000, incarnation: 1, ...entry } as LedgerEntry);
  return seenOfGateway(ledger, 0);
}

it('a file that was refused before it could leave is taken by no part, nor is what is said of it', () => {
  const answered = (id: string, names: readonly string[]) => [
    { kind: 'agent call', turn: { id, chatId: 1, messageGuids: [] } },
    {
      kind: 'agent end',
      turnId: id,
      error: null,
      replies: names.map((name, index) => ({ path: `/tmp/${name}`, caption: `See ${name} ${index}` })),
    },
  ];
  const part = (turnId: string, text: string, ordinal: number, state: string, reason = '') => {
    const partId = `${turnId}#${ordinal}`;
    const event = { turnId, text, name: 'file', partId, state, guid: null, reason };
    return { kind: 'event', name: 'part', event };
  };
  const { calls, parts } = seenOf([
    ...answered('first', ['a', 'b', 'c']),
    ...answered('second', ['d', 'd']),
    part('first', 'a', 0, 'failed', 'file_unusable: attachment is empty'),
    part('first', 'b', 1, 'failed', 'imsg refused it'),
    part('first', 'c', 3, 'sent'),
    part('second', 'd', 0, 'sent'),
    part('second', 'd', 2, 'failed', 'action_disabled: it is switched off'),
  ]);
  const untaken = calls.flatMap(({ pieces = [] }) =>
    pieces.flatMap(({ text, isTaken }) => (isTaken ? [] : text)),
  );
  expect(untaken).toEqual(['a', 'See a 0', 'd', 'See d 1']);
  expect(parts.map(({ partId }) => partId)).toEqual(['first#1', 'first#3', 'second#0']);
});

it('what an agent is told a question came to is about the last time that it asked so, of whoever it was', () => {
  const question = { chatGuid: 'any;-;+15550001111', sender: '+15550001111', options: ['yes', 'no'] };
  const other = { ...question, sender: '+15550002222' };
  const asks = ({ chatGuid, sender }: typeof question, turnId: string) => ({
    kind: 'decision asked',
    text: 'Shall I?',
    asker: { turnId, kind: 'question', accountId: 'default', from: chatGuid, sender, lastsMs: null },
  });
  const told = {
    kind: 'decision',
    toldTo: 'agent',
    text: 'Shall I?',
    outcome: 'answered',
    by: null,
    answer: 'yes',
  };
  const { wanted } = seenOf([
    { ...asks(question, 'one'), question },
    { ...asks(other, 'two'), question: other },
    { ...asks(question, 'one'), question },
    { ...told, question: other },
    { ...told, text: 'Another', question },
    { ...told, question },
  ]).decisions!;
  expect(wanted.map(({ atMs, told: ends }) => [atMs, ends.map((end) => end.atMs)])).toEqual([
    [0, []],
    [1_000, [3_000]],
    [2_000, [5_000]],
  ]);
});

it('what an agent writes is of the gateway that asked it, also where another asks the same and has taken over the store', () => {
  const call = (incarnation: number) => ({
    kind: 'agent call',
    incarnation,
    turn: { id: 'first', chatId: 1, messageGuids: [] },
  });
  const writes = (incarnation: number, text: string) => ({
    kind: 'agent piece',
    incarnation,
    turnId: 'first',
    text,
    state: 'written',
  });
  const end = { kind: 'agent end', incarnation: 2, turnId: 'first', error: null, replies: [] };
  const { calls } = seenOf([
    call(1),
    writes(1, 'As '),
    call(2),
    writes(2, 'As '),
    writes(1, 'to '),
    writes(2, 'to you'),
    end,
  ]);
  expect(calls.map(({ written, replies }) => [written, replies])).toEqual([
    ['As to ', null],
    ['As to you', []],
  ]);
});
