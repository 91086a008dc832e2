import { expect, test } from 'vitest';
import type { Deed } from '../../../../engine/actions/action.ts';
import { react } from '../../../../engine/actions/react.ts';
import type { OwnDeed } from '../../../../engine/echo/own-rows.ts';
import type { MessageGuid } from '../../../../engine/message/ids.ts';

const DEED: Deed = { name: 'react', params: { reaction: 'like' }, target: 'WORD' as MessageGuid };
const ROW = {
  kind: 'tapback',
  tapback: 'like',
  isRemoved: false,
  target: 'word' as MessageGuid,
} satisfies OwnDeed;

test('a tapback is shown by its own row alone: that one, on that message, put or taken away as it was asked for (ACT-11)', () => {
  const isShown = (row: Partial<typeof ROW> | { target: null }, deed = DEED) =>
    react.isShownBy?.({ ...ROW, ...row } as OwnDeed, deed);
  expect(isShown({})).toBe(true);
  expect(isShown({ target: 'OTHER' as MessageGuid })).toBe(false);
  expect(isShown({ target: null })).toBe(false);
  expect(react.isShownBy?.({ ...ROW, tapback: 'love' }, DEED)).toBe(false);
  const removed: Deed = { ...DEED, params: { reaction: 'like', remove: true } };
  expect(isShown({}, removed)).toBe(false);
  expect(react.isShownBy?.({ ...ROW, isRemoved: true }, removed)).toBe(true);
  expect(react.isShownBy?.({ kind: 'note', itemType: 3, groupAction: 1 }, DEED)).toBe(false);
});
