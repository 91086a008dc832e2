import { expect, it } from 'vitest';
import { normalizeAddress } from '../../../../fake-imsg/program/phone-number.ts';

it.each([
  ['+1 (555) 000-1111', 'US', '+15550001111'],
  ['555.000.1111', 'US', '+15550001111'],
  ['1 555 000 1111', 'us', '+15550001111'],
  ['5550100', 'US', '5550100'],
  ['555 000 1111', 'XX', '5550001111'],
  [' Bo@Example.COM ', 'US', 'bo@example.com'],
  ['Bo', 'US', null],
  ['+', 'US', null],
  ['020 7946 0000', 'GB', '+442079460000'],
  ['0044 20 7946 0000', 'gb', '+442079460000'],
  ['44 20 7946 0000', 'GB', '+442079460000'],
  ['06 12 34 56 78', 'FR', '+33612345678'],
  ['55 1234 5678', 'MX', '+525512345678'],
])('reads %j in %s as %s', (typed, region, address) => {
  expect(normalizeAddress(typed, region)).toBe(address);
});
