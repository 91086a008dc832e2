import type { WorldEvent } from '../../device/device.ts';
import type { WrittenBy } from '../../device/mac-state.ts';

/** What is done on this Mac, by imsg or by hand; its owner's other devices are elsewhere. */
const ON_THIS_MAC: ReadonlySet<string> = new Set([
  'script-send',
  'bridge-send',
  'own-typing',
  'read-here',
  'mark-unread',
  'chat-delete',
]);
/** What the owner does to a group on this Mac where nobody is named. */
const TO_GROUPS: ReadonlySet<string> = new Set([
  'group-create',
  'group-rename',
  'group-join',
  'group-remove',
  'group-icon',
]);

/** Who brings an event to chat.db: Apple's Push service, unless it is done on this Mac. */
export function writtenBy({ kind, here, by }: WorldEvent): WrittenBy {
  const isHere = here !== undefined || ON_THIS_MAC.has(kind) || (TO_GROUPS.has(kind) && by === undefined);
  return isHere ? 'messages' : 'push';
}
