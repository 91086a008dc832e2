import { expect, test } from 'vitest';
import { nearestKey } from '../../../../engine/config/nearest-key.ts';

const KEYS = ['dmPolicy', 'allowFrom', 'groupPolicy', 'groupAllowFrom', 'groups', 'service'];

test.each([
  ['dmPolcy', 'dmPolicy'],
  ['DMPOLICY', 'dmPolicy'],
  ['alowFrom', 'allowFrom'],
  ['groupAlowFrom', 'groupAllowFrom'],
  ['gruops', 'groups'],
])('finds the key that %s was meant to be', (unknown, known) => {
  expect(nearestKey(unknown, KEYS)).toBe(known);
});

test.each(['', 'x', 'historyLimit', 'a'.repeat(100_000)])(
  'suggests nothing for a key that is close to none',
  (unknown) => {
    expect(nearestKey(unknown, KEYS)).toBeNull();
  },
);
