import { aliasesRemoved } from './aliases-removed.ts';
import { backfill } from './backfill.ts';
import { bridge } from './bridge.ts';
import { bridgeSend } from './bridge-send.ts';
import { chatDelete } from './chat-delete.ts';
import { clockStep } from './clock-step.ts';
import { contacts } from './contacts.ts';
import { edit } from './edit.ts';
import { effect } from './effect.ts';
import { fault } from './fault.ts';
import { WorldEventError } from './fields.ts';
import { file } from './file.ts';
import { flip } from './flip.ts';
import { flush } from './flush.ts';
import { groupCreate } from './group-create.ts';
import { groupIcon } from './group-icon.ts';
import { groupJoin } from './group-join.ts';
import { groupLeave } from './group-leave.ts';
import { groupRemove } from './group-remove.ts';
import { groupRename } from './group-rename.ts';
import { link } from './link.ts';
import { links } from './links.ts';
import { macSleep } from './mac-sleep.ts';
import { markUnread } from './mark-unread.ts';
import { messageDelete } from './message-delete.ts';
import { messagesApp } from './messages-app.ts';
import { notifyAnyway } from './notify-anyway.ts';
import { ownText } from './own-text.ts';
import { ownTyping } from './own-typing.ts';
import { permission } from './permission.ts';
import { photo } from './photo.ts';
import { photos } from './photos.ts';
import { readElsewhere } from './read-elsewhere.ts';
import { readHere } from './read-here.ts';
import { receipt } from './receipt.ts';
import { replaceDatabase } from './replace-database.ts';
import { reply } from './reply.ts';
import { rotateWal } from './rotate-wal.ts';
import { scriptSend } from './script-send.ts';
import { selfText } from './self-text.ts';
import { split } from './split.ts';
import { tapback } from './tapback.ts';
import { text } from './text.ts';
import type { ExpandEvent } from './timed-write.ts';
import { typing } from './typing.ts';
import { unsend } from './unsend.ts';
import { voiceMemo } from './voice-memo.ts';

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
  flush,
  backfill,
  'own-text': ownText,
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
  typing,
  'own-typing': ownTyping,
  'read-here': readHere,
  'mark-unread': markUnread,
  'chat-delete': chatDelete,
  'aliases-removed': aliasesRemoved,
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
  fault,
  permission,
  bridge,
};

/** Spreads an event over timed writes. Throws `WorldEventError` for an unknown kind or a bad field. */
export const expandEvent: ExpandEvent = (event, context) => {
  const expand = Object.hasOwn(worldEvents, event.kind) ? worldEvents[event.kind] : undefined;
  if (!expand) {
    const known = Object.keys(worldEvents).join(', ');
    throw new WorldEventError(`"${event.kind}" is not a kind of event; use one of ${known}.`);
  }
  return expand(event, context);
};
