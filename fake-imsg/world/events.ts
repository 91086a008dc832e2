import type { WorldEvent } from '../device/device.ts';
import { edit } from './changes/edit.ts';
import { flip } from './changes/flip.ts';
import { messageDelete } from './changes/message-delete.ts';
import { notifyAnyway } from './changes/notify-anyway.ts';
import { pollOption } from './changes/poll-option.ts';
import { receipt } from './changes/receipt.ts';
import { tapback } from './changes/tapback.ts';
import { typing } from './changes/typing.ts';
import { unsend } from './changes/unsend.ts';
import { vote } from './changes/vote.ts';
import { WorldEventError } from './event/fields.ts';
import type { EventContext, ExpandEvent, SpreadWrite } from './event/timed-write.ts';
import { writtenBy } from './event/written-by.ts';
import { chatBackground } from './groups/background.ts';
import { chatRow } from './groups/chat-row.ts';
import { groupCreate } from './groups/create.ts';
import { groupIcon } from './groups/icon.ts';
import { groupJoin } from './groups/join.ts';
import { groupLeave } from './groups/leave.ts';
import { groupRemove } from './groups/remove.ts';
import { groupRename } from './groups/rename.ts';
import { bridge } from './machine/bridge.ts';
import { clockStep } from './machine/clock-step.ts';
import { fault } from './machine/fault.ts';
import { macSleep } from './machine/mac-sleep.ts';
import { messagesApp } from './machine/messages-app.ts';
import { permission } from './machine/permission.ts';
import { pushMended } from './machine/push-mended.ts';
import { replaceDatabase } from './machine/replace-database.ts';
import { restoreDatabase } from './machine/restore-database.ts';
import { rotateWal } from './machine/rotate-wal.ts';
import { backfill } from './messages/backfill.ts';
import { effect } from './messages/effect.ts';
import { file } from './messages/file.ts';
import { flush } from './messages/flush.ts';
import { link } from './messages/link.ts';
import { links } from './messages/links.ts';
import { photo } from './messages/photo.ts';
import { photos } from './messages/photos.ts';
import { poll } from './messages/poll.ts';
import { reply } from './messages/reply.ts';
import { row } from './messages/row.ts';
import { split } from './messages/split.ts';
import { sticker, stickerOn } from './messages/sticker.ts';
import { text } from './messages/text.ts';
import { voiceMemo } from './messages/voice-memo.ts';
import { aliasesRemoved } from './owner/aliases-removed.ts';
import { bridgeSend } from './owner/bridge-send.ts';
import { chatDelete } from './owner/chat-delete.ts';
import { contacts } from './owner/contacts.ts';
import { markUnread } from './owner/mark-unread.ts';
import { namePhoto } from './owner/name-photo.ts';
import { ownPoll, ownVote } from './owner/own-poll.ts';
import { ownScheduled } from './owner/own-scheduled.ts';
import { ownScheduledCancel } from './owner/own-scheduled-cancel.ts';
import { ownText } from './owner/own-text.ts';
import { ownTyping } from './owner/own-typing.ts';
import { readElsewhere } from './owner/read-elsewhere.ts';
import { readHere } from './owner/read-here.ts';
import { scriptSend } from './owner/script-send.ts';
import { selfText } from './owner/self-text.ts';

/** Every kind of event, by the name it has in `WorldEvent.kind`. */
export const worldEvents: Readonly<Record<string, ExpandEvent>> = {
  text,
  split,
  link,
  links,
  photo,
  photos,
  'voice-memo': voiceMemo,
  file,
  sticker,
  'sticker-on': stickerOn,
  flush,
  backfill,
  row,
  'chat-row': chatRow,
  'own-text': ownText,
  'own-scheduled': ownScheduled,
  'own-scheduled-cancel': ownScheduledCancel,
  'self-text': selfText,
  flip,
  receipt,
  'read-elsewhere': readElsewhere,
  'messages-app': messagesApp,
  'mac-sleep': macSleep,
  'clock-step': clockStep,
  contacts,
  'group-create': groupCreate,
  'group-rename': groupRename,
  'group-join': groupJoin,
  'group-remove': groupRemove,
  'group-leave': groupLeave,
  'group-icon': groupIcon,
  'chat-background': chatBackground,
  typing,
  'own-typing': ownTyping,
  'read-here': readHere,
  'mark-unread': markUnread,
  'name-photo': namePhoto,
  'chat-delete': chatDelete,
  'aliases-removed': aliasesRemoved,
  poll,
  vote,
  'poll-option': pollOption,
  'own-poll': ownPoll,
  'own-vote': ownVote,
  reply,
  effect,
  tapback,
  edit,
  unsend,
  'message-delete': messageDelete,
  'notify-anyway': notifyAnyway,
  'script-send': scriptSend,
  'bridge-send': bridgeSend,
  'rotate-wal': rotateWal,
  'replace-database': replaceDatabase,
  'restore-database': restoreDatabase,
  fault,
  permission,
  bridge,
  'push-mended': pushMended,
};

/** Spreads an event over timed writes. Throws `WorldEventError` for an unknown kind or a bad field. */
export function expandEvent(event: WorldEvent, context: EventContext): SpreadWrite[] {
  const expand = Object.hasOwn(worldEvents, event.kind) ? worldEvents[event.kind] : undefined;
  if (!expand) {
    const known = Object.keys(worldEvents).join(', ');
    throw new WorldEventError(`"${event.kind}" is not a kind of event; use one of ${known}.`);
  }
  const by = writtenBy(event);
  return expand(event, context).map((write) => ({ by, ...write }));
}
