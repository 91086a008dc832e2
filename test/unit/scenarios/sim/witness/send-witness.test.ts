import { expect, it } from 'vitest';
import { createSendWitness, saidBy } from '../../../../../scenarios/sim/witness/send-witness.ts';

const refused = (code: number, data?: unknown) => saidBy({ error: { code, data } }, 'bridge');

it('a send for which chat.db could not be opened was not begun', () => {
  expect(refused(-32002, { path: ':memory:', detail: 'does not exist', retryable: true })).toBe('not begun');
});

it('what may have left counts as failed, also where it says that another attempt is worth one', () => {
  expect(refused(-32001, { disposition: 'may_have_completed', retry_safe: false })).toBe('failed');
  expect(refused(-32603, { detail: 'does not exist', retryable: true })).toBe('failed');
});

it('what is sent to somebody by their handle is an attempt as any other', () => {
  const { attempts, asked, answered } = createSendWitness();
  const asks = (id: number, params: object) => asked(JSON.stringify({ id, method: 'send', params }), 1, id);
  asks(1, { chat_guid: 'any;-;+15550001111', text: 'one' });
  asks(2, { to: '+15550001111', text: 'two' });
  asks(3, { text: 'to nobody' });
  answered(JSON.stringify({ id: 2, error: { code: -32000 } }), 1, 5);
  expect(attempts.map(({ chatGuid, text, answer }) => [chatGuid, text, answer])).toEqual([
    ['any;-;+15550001111', 'one', null],
    ['', 'two', 'busy'],
  ]);
});
