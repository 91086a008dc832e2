import { expect, it } from 'vitest';
import { addEntry, createLedger } from '../../../../../scenarios/observe/ledger.ts';
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
