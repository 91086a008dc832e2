import type { ChatDbAccess } from '../chat-db/read/access.ts';
import type { ChatDb } from '../chat-db/read/chat-db.ts';
import { isGroup, type ListedChat } from '../chat-db/read/chats.ts';
import type { Message } from '../chat-db/read/messages.ts';
import type { Reaction } from '../chat-db/read/reactions.ts';
import type { Contacts } from './contacts.ts';

/**
 * chat.db with the names that Contacts has for the people in it (wire-4.1, wire-4.4, wire-4.5).
 *
 * @param byParticipant Whether a direct chat is named by the one person in it as well, where its identifier names nobody.
 */
export function namedChatDb(access: ChatDbAccess, contacts: Contacts, byParticipant: boolean): ChatDbAccess {
  const named = new WeakMap<ChatDb, ChatDb>();
  const withNames = (db: ChatDb): ChatDb => {
    const known = named.get(db) ?? addNames(db, contacts, byParticipant);
    named.set(db, known);
    return known;
  };
  return {
    ...access,
    current: () => withNames(access.current()),
    hold() {
      const held = access.hold();
      return () => withNames(held());
    },
  };
}

function addNames(db: ChatDb, { available, nameOf }: Contacts, byParticipant: boolean): ChatDb {
  const message = (one: Message): Message => {
    const name = one.is_from_me ? null : nameOf(one.sender);
    const reactions = one.reactions.map(reaction);
    return name === null ? { ...one, reactions } : { ...one, sender_name: name, reactions };
  };
  const reaction = (one: Reaction): Reaction => {
    const name = nameOf(one.sender);
    return name === null ? one : { ...one, sender_name: name };
  };
  const chat = (one: ListedChat): ListedChat => {
    if (isGroup(one)) return one;
    const [only, another] = byParticipant ? one.participants : [];
    const name =
      nameOf(one.identifier) ?? (only === undefined || another !== undefined ? null : nameOf(only));
    return name === null ? one : { ...one, contactName: name };
  };
  return {
    ...db,
    assemble(rows, fill) {
      const messages = db.assemble(rows, fill);
      return available() ? messages.map(message) : messages;
    },
    history(...asked) {
      const messages = db.history(...asked);
      return available() ? messages.map(message) : messages;
    },
    chats: {
      ...db.chats,
      list(limit, unreadOnly) {
        const chats = db.chats.list(limit, unreadOnly);
        return available() ? chats.map(chat) : chats;
      },
    },
  };
}
