import { expect, it, vi } from 'vitest';
import { remembered } from '../../../../../engine/message/identity/remembered.ts';

it('reads each text once for a region, also where nothing comes of it', () => {
  const read = vi.fn((text: string, region: string) => (text === '' ? null : `${text} in ${region}`));
  const known = remembered(10, read);
  const all = () => [known('1', 'US'), known('1', 'DE'), known('', 'US'), known('S1', 'U'), known('1', '')];
  expect(all()).toEqual(['1 in US', '1 in DE', null, 'S1 in U', '1 in ']);
  expect(all()).toEqual(['1 in US', '1 in DE', null, 'S1 in U', '1 in ']);
  expect(read).toHaveBeenCalledTimes(5);
});

it('forgets all where there are too many', () => {
  const read = vi.fn((text: string) => text);
  const known = remembered(2, read);
  for (const text of ['a', 'b', 'a', 'c', 'c', 'a']) expect(known(text, 'US')).toBe(text);
  expect(read.mock.calls.map(([text]) => text)).toEqual(['a', 'b', 'c', 'a']);
});
