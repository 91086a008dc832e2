// What names groups in session keys: the number of the chat, as the mission says, and more where a number alone would
// name two groups (ruling-22).

import type { NumberedGroup } from '../inbound/decision.ts';
import { chatMeaning } from '../message/chat-meaning.ts';
import type { ChatId } from '../message/ids.ts';
import type { Message } from '../message/message.ts';
import type { KnownChat } from '../store/commands/chats.ts';
import type { SourceState } from '../store/commands/sources.ts';
import type { Store } from '../store/store.ts';

/** Of the id of a database. */
const SHORT_ID_LENGTH = 8;

export interface GroupSessions {
  /** Reads what a database and those before it have given. */
  open(source: SourceState, before: readonly string[]): Promise<void>;
  /** Reads what a database has given, of which rows still wait. */
  load(sourceId: string): Promise<void>;
  knows(sourceId: string, group: NumberedGroup): boolean;
  /** Whether some group is known under this number. */
  hasNumber(sourceId: string, chatId: ChatId): boolean;
  /** The group that had the number last. Null = none is known. */
  lastMeaning(sourceId: string, chatId: ChatId): string | null;
  /**
   * Gives sessions to groups that are new under their numbers; one that has one keeps it.
   *
   * @param isSame Whether it is proven that a chat that has another meaning now is still the same.
   */
  give(source: SourceState, groups: readonly NumberedGroup[], isSame: boolean): readonly KnownChat[];
  /** What names the group of an admitted message. */
  of(sourceId: string, message: Message): string;
}

export function createGroupSessions(store: Store): GroupSessions {
  const bySource = new Map<string, Groups>();
  let placeIds: readonly string[] = [];

  const groupsOf = (sourceId: string) => {
    const groups = bySource.get(sourceId) ?? createGroups();
    bySource.set(sourceId, groups);
    return groups;
  };
  const load = async (sourceId: string) => {
    if (bySource.has(sourceId)) return;
    const chats = await store.chats({ sourceId });
    chats.forEach(groupsOf(sourceId).add);
  };
  /** That of the database itself, else of those before it: a group keeps its session when they are restored. */
  const findSession = (meaning: string): string | undefined => {
    for (const sourceId of placeIds) {
      const session = groupsOf(sourceId).sessions.get(meaning);
      if (session !== undefined) return session;
    }
    return undefined;
  };
  const give = (source: SourceState, { meaning, chatId }: NumberedGroup, isSame: boolean): KnownChat => {
    const groups = groupsOf(source.sourceId);
    const before = isSame ? groups.byNumber.get(chatId)?.at(-1)?.session : undefined;
    const session = findSession(meaning) ?? before ?? newSession(chatId, source, groups);
    const given = { chatId, meaning, session };
    groups.add(given);
    return given;
  };

  return {
    async open({ sourceId }, before) {
      placeIds = [sourceId, ...before.filter((id) => id !== sourceId)];
      await Promise.all(placeIds.map(load));
    },
    load,
    knows: (sourceId, { chatId, meaning }) =>
      groupsOf(sourceId)
        .byNumber.get(chatId)
        ?.some((chat) => chat.meaning === meaning) ?? false,
    hasNumber: (sourceId, chatId) => groupsOf(sourceId).byNumber.has(chatId),
    lastMeaning: (sourceId, chatId) => groupsOf(sourceId).byNumber.get(chatId)?.at(-1)?.meaning ?? null,
    give(source, groups, isSame) {
      // The lowest number of a group that came at once names it.
      const rising = groups.toSorted((one, other) => one.chatId - other.chatId);
      return rising.map((group) => give(source, group, isSame));
    },
    of(sourceId, message) {
      const meaning = chatMeaning(message);
      const session = meaning === null ? undefined : groupsOf(sourceId).sessions.get(meaning);
      return session ?? String(message.chatId);
    },
  };
}

/** Those of one database: as many as were ever admitted, of which rows are in the journal. */
interface Groups {
  readonly byNumber: ReadonlyMap<ChatId, readonly KnownChat[]>;
  readonly sessions: ReadonlyMap<string, string>;
  readonly taken: ReadonlySet<string>;
  add(chat: KnownChat): void;
}

function createGroups(): Groups {
  const byNumber = new Map<ChatId, KnownChat[]>();
  const sessions = new Map<string, string>();
  const taken = new Set<string>();
  return {
    byNumber,
    sessions,
    taken,
    add(chat) {
      byNumber.set(chat.chatId, [...(byNumber.get(chat.chatId) ?? []), chat]);
      sessions.set(chat.meaning, chat.session);
      taken.add(chat.session);
    },
  };
}

/** The bare number in the first database that this gateway knew; no two groups have one session. */
function newSession(chatId: ChatId, { sourceId, isFirst }: SourceState, { taken }: Groups): string {
  const place = `${chatId}@${sourceId.slice(0, SHORT_ID_LENGTH)}`;
  if (isFirst && !taken.has(String(chatId))) return String(chatId);
  for (let count = 1; ; count += 1) {
    const session = count === 1 ? place : `${place}.${count}`;
    if (!taken.has(session)) return session;
  }
}
