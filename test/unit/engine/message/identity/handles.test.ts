import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalizeHandle } from '../../../../../engine/message/identity/handles.ts';
import '../../../../support/repository/seeded.ts';

test.each([
  ['+15550001111', '+15550001111'],
  ['15550001111', '+15550001111'],
  ['+1 (555) 000-1111', '+15550001111'],
  ['tel:+1-555-000-1111', '+15550001111'],
  ['++15550001111', '+15550001111'],
  ['iMessage:SMS: auto:+15550001111', '+15550001111'],
  ['(555) 0123', '+5550123'],
  ['Ada@Example.COM', 'ada@example.com'],
  ['imessage:Ada@example.com', 'ada@example.com'],
  ['urn:biz:ABC def', 'urn:biz:ABCdef'],
  ['s ms:ada@example.com', 'ada@example.com'],
])('%j is the handle %s (TGT-1 to TGT-3)', (text, handle) => {
  expect(normalizeHandle(text)).toBe(handle);
});

test.each(['', '  ', '+', '...', '(-)', 'imessage:'])('%j names nobody', (text) => {
  expect(normalizeHandle(text)).toBeNull();
});

test('a look-alike letter does not become the letter it looks like', () => {
  expect(normalizeHandle('\u212aim@example.com')).not.toBe(normalizeHandle('Kim@example.com'));
});

test('normalising twice changes nothing', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^(sms:|tel:)?[+\d ().-]{0,12}$/),
  );
  fc.assert(
    fc.property(text, (input) => {
      const once = normalizeHandle(input);
      if (once !== null) expect(normalizeHandle(once)).toBe(once);
    }),
  );
});
