import { expect, it } from 'vitest';
import { saidBy } from '../../../../../scenarios/sim/witness/send-witness.ts';

const refused = (code: number, data?: unknown) => saidBy({ error: { code, data } }, 'bridge');

it('a send for which chat.db could not be opened was not begun', () => {
  expect(refused(-32002, { path: ':memory:', detail: 'does not exist', retryable: true })).toBe('not begun');
});

it('what may have left counts as failed, also where it says that another attempt is worth one', () => {
  expect(refused(-32001, { disposition: 'may_have_completed', retry_safe: false })).toBe('failed');
  expect(refused(-32603, { detail: 'does not exist', retryable: true })).toBe('failed');
});
