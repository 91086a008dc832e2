// What happens to a group leaves a note in it: a row without text, which no reader shows as a message
// (file-7, item rows).

import { type ChatRef, type Conversation, currentService, ensureChat } from '../../chat-db/write/chats.ts';
import { ensureHandle } from '../../chat-db/write/handles.ts';
import { type Item, insertMessage } from '../../chat-db/write/messages.ts';
import type { ChatWriter } from '../../chat-db/write/writer.ts';
import type { WorldEvent } from '../../device/device.ts';
import { conversationField } from '../event/conversation.ts';
import { derivedFraction, derivedMs } from '../event/derived.ts';
import { badField, toHandle } from '../event/fields.ts';
import type { EventContext, Mac, TimedWrite } from '../event/timed-write.ts';
import { joinTextRow } from '../rows/message-writes.ts';

/** The group that the field `chat` speaks of; `others` take part in it in any case. */
export function groupField(event: WorldEvent, others: readonly string[]): Conversation {
  const conversation = conversationField(event, others);
  if (conversation.kind === 'group') return conversation;
  throw badField(event, 'chat', 'give a group: its guid, such as "any;+;chat6…", or { name, with }');
}

/** Who did it or whom it concerns; null = the owner, where the field is absent. */
export function personField(event: WorldEvent, field: string): string | null {
  return event[field] === undefined ? null : toHandle(event[field], event, field);
}

export interface GroupNote {
  readonly guid: string;
  readonly group: Conversation;
  /** Who did it; null = the owner. */
  readonly by: string | null;
  /** Whether files belong to it. Default false. */
  readonly hasAttachments?: boolean;
  /** What the row says. `ensure` gives the handle of somebody. */
  item(ensure: (address: string) => number): Item;
  /** What is done to the group itself, after the row was written. */
  change(mac: Mac, chat: ChatRef, service: string): void;
}

/** The writes of something that happens to a group: the row and the change, then the row gets its chat. */
export function groupNote(note: GroupNote, { atMs, owner }: EventContext): TimedWrite[] {
  const { guid, group, by, item, change } = note;
  const apply = (mac: Mac) => {
    const { writer } = mac;
    const service = currentService(writer, group) ?? 'iMessage';
    const chat = ensureChat(writer, group, service, owner);
    const ensure = (address: string) => ensureHandle(writer, address, service);
    const row = {
      guid,
      text: null,
      attributedBody: null,
      partCount: 0,
      service,
      handleRowid: by === null ? 0 : ensure(by),
      isFromMe: by === null,
      // Incoming dates are finer than a millisecond.
      sentMs: by === null ? Math.trunc(atMs) : atMs + 0.05 + 0.4 * derivedFraction(guid, 'date'),
      hasDetectedData: false,
      hasAttachments: note.hasAttachments ?? false,
      item: item(ensure),
    };
    insertMessage(writer, row, chat, owner);
    change(mac, chat, service);
  };
  const join = ({ writer }: { readonly writer: ChatWriter }) => joinTextRow(writer, guid, group);
  return [
    { atMs, apply },
    { atMs: atMs + derivedMs(guid, 'join', 1, 50), apply: join },
  ];
}
