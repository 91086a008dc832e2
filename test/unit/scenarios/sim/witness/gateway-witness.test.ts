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

it('a question of an agent is over when it is told what that came to', () => {
  const question = { chatGuid: 'any;-;+15550001111', sender: '+15550001111', options: ['yes', 'no'] };
  const other = { ...question, sender: '+15550002222' };
  const asked = { kind: 'decision asked', text: 'Shall I?' };
  const told = {
    kind: 'decision',
    toldTo: 'agent',
    text: 'Shall I?',
    outcome: 'answered',
    by: null,
    answer: 'yes',
  };
  const { questions = [] } = seenOf([
    { ...asked, question },
    { ...asked, question: other },
    { ...told, question: other },
    { ...told, text: 'Another', question },
  ]);
  expect(questions.map(({ atMs, endedAtMs }) => [atMs, endedAtMs])).toEqual([
    [0, null],
    [1_000, 2_000],
  ]);
});
