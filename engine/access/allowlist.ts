import type { AccessGroup } from '../config/config.ts';
import { type AllowEntry, parseAllowEntry } from '../message/identity/allow-entry.ts';
import { type Handle, normalizeHandle } from '../message/identity/handles.ts';
import type { ChatGuid, ChatId } from '../message/ids.ts';

/** What the access decision looks at. A message has all of it. */
export interface AccessFacts {
  /** As on the wire. */
  readonly sender: string;
  /** As on the wire; the registry of groups may know better (ACC-3). */
  readonly isGroup: boolean;
  readonly chatId: ChatId | null;
  readonly chatGuid: ChatGuid | null;
  readonly chatIdentifier: string | null;
  /** Only for a warning about threads that look like groups; without it there is none. */
  readonly participants?: readonly string[];
}

/** An allow list in the form that is fast to ask. */
export interface AllowList {
  /** Nobody was listed at all, as against a list of which no entry matches. */
  readonly isEmpty: boolean;
  readonly hasAnyone: boolean;
  readonly handles: ReadonlySet<Handle>;
  readonly chatIds: ReadonlySet<ChatId>;
  readonly chatGuids: ReadonlySet<ChatGuid>;
  readonly chatIdentifiers: ReadonlySet<string>;
}

export type AccessGroups = Readonly<Record<string, AccessGroup>>;

export function compileAllowList(entries: readonly string[], accessGroups: AccessGroups): AllowList {
  const list = {
    isEmpty: entries.length === 0,
    hasAnyone: false,
    handles: new Set<Handle>(),
    chatIds: new Set<ChatId>(),
    chatGuids: new Set<ChatGuid>(),
    chatIdentifiers: new Set<string>(),
  };
  for (const text of entries) {
    const entry = parseAllowEntry(text);
    if (entry === null) continue;
    if (entry.kind === 'anyone') list.hasAnyone = true;
    else if (entry.kind === 'handle') list.handles.add(entry.handle);
    else if (entry.kind === 'chatId') list.chatIds.add(entry.chatId);
    else if (entry.kind === 'chatGuid') list.chatGuids.add(entry.chatGuid);
    else if (entry.kind === 'chatIdentifier') list.chatIdentifiers.add(entry.chatIdentifier);
    else for (const handle of groupHandles(entry.name, accessGroups)) list.handles.add(handle);
  }
  return list;
}

/** Whether an entry names people rather than a chat: only those serve in both lists (ACC-15, ruling-8). */
export function isSenderEntry(text: string): boolean {
  const kind: AllowEntry['kind'] | undefined = parseAllowEntry(text)?.kind;
  return kind === 'anyone' || kind === 'handle' || kind === 'accessGroup';
}

/** ACC-16. A group that does not exist has no members. Groups hold handles only: no `*`, no chats, no groups. */
function groupHandles(name: string, accessGroups: AccessGroups): Handle[] {
  const group = Object.hasOwn(accessGroups, name) ? accessGroups[name]! : null;
  if (group === null) return [];
  const members = [...(group.members['*'] ?? []), ...(group.members.imessage ?? [])];
  return members.flatMap((member) => {
    const entry = parseAllowEntry(member);
    return entry?.kind === 'handle' ? [entry.handle] : [];
  });
}

/** Whether the list names this sender. Chat entries never do (ACC-15, invariant-28). */
export function admitsSender(list: AllowList, sender: string): boolean {
  if (list.hasAnyone) return true;
  const handle = normalizeHandle(sender);
  return handle !== null && list.handles.has(handle);
}

/** Whether the list names this sender or this chat (ACC-32). */
export function admitsSenderOrChat(list: AllowList, facts: AccessFacts): boolean {
  return (
    admitsSender(list, facts.sender) ||
    (facts.chatId !== null && list.chatIds.has(facts.chatId)) ||
    (facts.chatGuid !== null && list.chatGuids.has(facts.chatGuid)) ||
    (facts.chatIdentifier !== null && list.chatIdentifiers.has(facts.chatIdentifier))
  );
}
