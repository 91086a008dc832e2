import { expect, it } from 'vitest';
import { keptVerdicts, withVerdict } from '../../../../../engine/store/memory/verdicts.ts';

const given = [
  { accountId: 'default', fate: null, code: 'admitted' },
  { accountId: 'work', fate: 'denied', code: 'dm_blocked' },
] as const;

it('keeps a list that several rows have once', () => {
  const kept = keptVerdicts();
  expect(kept(given)).toBe(kept(given));
  expect(kept(given)[0]).toEqual({ ...given[0], detail: '', turnId: null, facts: null });
  expect(kept([given[0]])).not.toBe(kept([given[0]]));
});

it('settles one row of those that share a list', () => {
  const shared = keptVerdicts()(given);
  const settled = withVerdict(shared, 'default', { fate: 'dispatched', code: 'began_turn' });
  expect(settled.map(({ fate }) => fate)).toEqual(['dispatched', 'denied']);
  expect(shared.map(({ fate }) => fate)).toEqual([null, 'denied']);
});
