import type { Device } from '../device/device.ts';

const NAMED = `SELECT guid FROM chat
  WHERE guid = $chat OR chat_identifier = $chat OR (display_name = $chat AND display_name != '')
  ORDER BY ROWID`;

/** The guid of a chat that exists, by guid, identifier or name. */
export function findChatGuid(device: Device, chat: string): string {
  const reader = device.openReader();
  const guids = reader.prepare<{ chat: string }, string>(NAMED).pluck().all({ chat });
  reader.close();
  if (guids.length === 1) return guids[0]!;
  if (guids.length > 1)
    throw new Error(`${guids.length} chats are called "${chat}"; name one by guid: ${guids.join(' ')}`);
  throw new Error(
    `There is no chat "${chat}" on this Mac; make a group with --name "${chat}" --with HANDLES.`,
  );
}
