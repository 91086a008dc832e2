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

it('of what was left out as many files of the last answer there were taken as no line tells of, and no part', () => {
  const answered = (id: string, chatId: number, names: readonly string[]) => [
    { kind: 'agent call', turn: { id, chatId, messageGuids: [] } },
    {
      kind: 'agent end',
      turnId: id,
      error: null,
      replies: names.map((name) => ({ path: `/tmp/${name}`, caption: `See ${name}` })),
    },
  ];
  const leftOut = {
    kind: 'log',
    level: 'warn',
    message: 'imessage: a file of a reply for chat_id:1 is left out: why',
  };
  const part = (turnId: string, text: string) => {
    const event = { turnId, text, name: 'reply', partId: `${turnId}#${text}`, state: 'sent', guid: null };
    return { kind: 'event', name: 'part', event };
  };
  const { calls } = seenOf([
    ...answered('first', 1, ['a']),
    ...answered('second', 1, ['b', 'c', 'd']),
    ...answered('elsewhere', 2, ['e']),
    leftOut,
    part('second', 'c'),
  ]);
  const untaken = calls.flatMap(({ pieces = [] }) =>
    pieces.flatMap(({ text, isTaken }) => (isTaken ? [] : text)),
  );
  expect(untaken).toEqual(['b', 'See b']);
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
