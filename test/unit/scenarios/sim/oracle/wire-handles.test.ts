import { expect, test } from 'vitest';
import { inFull } from '../../../../../scenarios/sim/oracle/wire-handles.ts';

test.each([
  ['2025550123', 'US', '+12025550123'],
  ['12025550123', 'CA', '+12025550123'],
  ['(202) 555-0123', 'US', '+12025550123'],
  ['5550001111', 'US', '5550001111'],
  ['9115550123', 'US', '9115550123'],
  ['61016', 'US', '61016'],
  ['+2025550123', 'US', '+2025550123'],
  ['2025550123', 'DE', '2025550123'],
  ['2025550123', null, '2025550123'],
  ['alice@example.com', 'US', 'alice@example.com'],
])('%j is read in %s as %j (ruling-36)', (handle, region, read) => {
  expect(inFull(handle, region)).toBe(read);
});
