import type { OwnDeed } from '../echo/own-rows.ts';

/** Notes that Messages makes of what happens to a group: `item_type` and `group_action_type` (file-7). */
export const NOTE = {
  added: [1, 0],
  removed: [1, 1],
  renamed: [2, 0],
  left: [3, 0],
  photo: [3, 1],
  noPhoto: [3, 2],
} as const;

export function isNote(row: OwnDeed, [itemType, groupAction]: readonly [number, number]): boolean {
  return row.kind === 'note' && row.itemType === itemType && row.groupAction === groupAction;
}
