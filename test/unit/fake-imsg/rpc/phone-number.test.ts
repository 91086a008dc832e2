import { expect, it } from 'vitest';
import { normalizeAddress } from '../../../../fake-imsg/rpc/phone-number.ts';

it.each([
  ['+1 (555) 000-1111', 'US', '+15550001111'],
  ['555.000.1111', 'US', '+15550001111'],
  ['1 555 000 1111', 'us', '+15550001111'],
  ['5550100', 'US', '5550100'],
  ['555 000 1111', 'XX', '5550001111'],
  [' Bo@Example.COM ', 'US', 'bo@example.com'],
  ['Bo', 'US', null],
  ['+', 'US', null],
])('reads %j in %s as %s', (typed, region, address) => {
  expect(normalizeAddress(typed, region)).toBe(address);
});
