import { expect, test } from 'vitest';
import type { Deed } from '../../../../engine/actions/action.ts';
import { addParticipant, removeParticipant } from '../../../../engine/actions/participants.ts';
import { react } from '../../../../engine/actions/react.ts';
import { renameGroup } from '../../../../engine/actions/rename-group.ts';
import type { OwnDeed } from '../../../../engine/echo/own-rows.ts';
import type { MessageGuid } from '../../../../engine/message/ids.ts';

const DEED: Deed = { name: 'react', params: { reaction: 'like' }, target: 'WORD' as MessageGuid };
const ROW = {
  kind: 'tapback',
  tapback: 'like',
  isRemoved: false,
  target: 'word' as MessageGuid,
} satisfies OwnDeed;

const note = (
  itemType: number,
  groupAction: number,
  said: { title?: string; person?: string } = {},
): OwnDeed => ({
  kind: 'note',
  itemType,
  groupAction,
  title: null,
  person: null,
  ...said,
});

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
  expect(react.isShownBy?.(note(3, 1), DEED)).toBe(false);
});

test('a name is shown by the note that says it: the owner may name the group as well (ACT-19)', () => {
  const deed: Deed = { name: 'renameGroup', params: { name: 'Crew' } };
  expect(renameGroup.isShownBy?.(note(2, 0, { title: 'Crew' }), deed)).toBe(true);
  expect(renameGroup.isShownBy?.(note(2, 0, { title: 'Family' }), deed)).toBe(false);
  expect(renameGroup.isShownBy?.(note(2, 0), deed)).toBe(false);
});

test('who came or went is shown by the note about them, and not about others (ACT-19)', () => {
  const deed: Deed = { name: 'addParticipant', params: { address: '+15550001111' } };
  for (const [action, groupAction] of [
    [addParticipant, 0],
    [removeParticipant, 1],
  ] as const) {
    expect(action.isShownBy?.(note(1, groupAction, { person: '+1 (555) 000-1111' }), deed)).toBe(true);
    expect(action.isShownBy?.(note(1, groupAction, { person: '+15550002222' }), deed)).toBe(false);
    expect(action.isShownBy?.(note(1, 1 - groupAction, { person: '+15550001111' }), deed)).toBe(false);
    expect(action.isShownBy?.(note(1, groupAction), deed)).toBe(false);
    // The group has them without their country.
    const asThere: Deed = { ...deed, params: { address: '2025550123' } };
    expect(action.isShownBy?.(note(1, groupAction, { person: '2025550123' }), asThere)).toBe(true);
    expect(action.isShownBy?.(note(1, groupAction, { person: '+12025550123' }), asThere)).toBe(false);
  }
});
