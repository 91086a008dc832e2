import { z } from 'zod';
import { defineAction } from './action.ts';

/** Leaves a group for good (ACT-19). */
export const leaveGroup = defineAction({
  name: 'leaveGroup',
  about: 'Leave the group. Only somebody who is in it can add you again.',
  gate: 'leaveGroup',
  method: 'group.leave',
  selectors: ['leaveChat'],
  isOfGroups: true,
  input: z.strictObject({}),
  resolve: async () => ({ params: {} }),
  // What others do there makes notes too, but none of ours.
  isShownBy: (row) => row.kind === 'note' && row.itemType === 3 && row.groupAction === 0,
});
