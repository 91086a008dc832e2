import { expect, it } from 'vitest';
import { createVerdicts } from '../../../../engine/inbound/verdicts.ts';

const ADMITTED = { code: 'admitted' } as const;
const FACTS = { boundary: 7, windowMs: 900_000 };

it('gives rows that are decided alike one list', () => {
  const verdicts = createVerdicts();
  const first = verdicts.of('default', null, ADMITTED, FACTS);
  expect(first).toEqual([{ accountId: 'default', fate: null, code: 'admitted', facts: FACTS }]);
  verdicts.of('default', 'denied', { code: 'dm_blocked' }, FACTS);
  expect(verdicts.of('default', null, ADMITTED, FACTS)).toBe(first);
});

it('gives another one to a row of another account, with other facts, or with a detail', () => {
  const verdicts = createVerdicts();
  verdicts.of('default', null, ADMITTED, FACTS);
  expect(verdicts.of('work', null, ADMITTED, FACTS)).toMatchObject([{ accountId: 'work' }]);
  expect(verdicts.of('work', null, ADMITTED, undefined)).toMatchObject([{ facts: undefined }]);
  const detailed = { code: 'app_card', detail: 'Dice' } as const;
  expect(verdicts.of('work', 'empty', detailed, undefined)).toMatchObject([{ detail: 'Dice' }]);
  expect(verdicts.of('work', 'empty', { code: 'app_card' }, undefined)[0]).not.toHaveProperty('detail');
});
