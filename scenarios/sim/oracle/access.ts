// Who may speak: lists and policies over a row of chat.db.

import { chatEntry } from './chat-entry.ts';
import { comparable, isSameAddress, meant } from './handles.ts';
import type { WitnessedRow } from './history.ts';
import type { Settings } from './settings.ts';

/** Why a row's author may not speak here; null = may. */
export function refusal(
  row: WitnessedRow,
  account: Settings,
  isGroup = isGroupChat(row, account),
): string | null {
  const sender = authorOf(row);
  if (sender === null) return 'nobody is known to have written it';
  if (!isGroup) {
    if (account.dmPolicy === 'disabled') return 'direct messages are disabled';
    return lists(account.allowFrom, sender, account) ? null : 'the sender is in no list';
  }
  if (account.groupPolicy === 'disabled') return 'groups are disabled';
  if (account.groupPolicy === 'allowlist') {
    if (!isInGroupList(row, sender, account)) return 'neither the sender nor the group is in a list';
  }
  const registered = Object.keys(account.groups);
  const isRegistered =
    registered.length === 0 ||
    registered.some((key) => key === '*' || key === String(row.chatId) || namesGroup(key, row));
  return isRegistered ? null : 'the group has no entry';
}

function isInGroupList(row: WitnessedRow, sender: string, account: Settings): boolean {
  const entries = account.groupAllowFrom ?? account.allowFrom.filter((entry) => !isChatEntry(entry));
  return lists(entries, sender, account) || entries.some((entry) => namesGroup(entry, row));
}

/** Whether a list of the channel names who wrote in a group, or the group (ACC-61). */
export function isListedForGroups(row: WitnessedRow, account: Settings): boolean {
  const sender = row.sender ?? '';
  return lists(account.allowFrom, sender, account) || isInGroupList(row, sender, account);
}

/** Whether a row of a shared database is this account's. */
export function isOfLine({ ownAddress }: WitnessedRow, { lines }: Settings): boolean {
  const holds = (list: readonly string[]) => list.some((address) => isSameAddress(address, ownAddress));
  return lines.only === null ? !holds(lines.butNot) : holds(lines.only);
}

/**
 * Who wrote a row: null where it names nobody. The row's own handle counts, never the address of this Mac that
 * imsg shows in its place (ruling-21).
 */
export function authorOf(row: WitnessedRow): string | null {
  const { sender, ownAddress } = row;
  if (sender === null || comparable(sender) === null) return null;
  if (isSameAddress(sender, ownAddress) && !isSameAddress(sender, row.chatIdentifier)) return null;
  return sender;
}

export function isGroupChat(row: WitnessedRow, account: Settings): boolean {
  return (
    saysGroup(row) || Object.keys(account.groups).some((key) => isNumber(key, row) || namesChat(key, row))
  );
}

function saysGroup({ chatGuid, chatIdentifier }: WitnessedRow): boolean {
  return [chatGuid, chatIdentifier].some((name) => name?.includes(';+;'));
}

/**
 * A note to oneself: the chat's other side is an address of this Mac, listed or one that rows have named. An entry of its
 * own has it judged like a group, and changes nothing of who is in it.
 */
export function isSelfChat(row: WitnessedRow, account: Settings, named: ReadonlySet<string>): boolean {
  if (saysGroup(row) || row.chatIdentifier === null) return false;
  const own = account.ownAddresses.length > 0 ? account.ownAddresses : [...named];
  return own.some((address) => isSameAddress(address, row.chatIdentifier));
}

const isChatEntry = (entry: string) => chatEntry(entry) !== null;

/** Whoever has several handles is listed by any of them. */
export function lists(list: readonly string[], sender: string, account: Settings): boolean {
  return handlesOf(sender, account).some((handle) => listsHandle(list, handle, account));
}

/** All handles of whoever has this one. */
export function handlesOf(sender: string, { people, region }: Settings): readonly string[] {
  const isOwn = (handle: string) => meant(handle, region) === comparable(sender);
  const own = people.find((handles) => handles.some(isOwn)) ?? [];
  return [sender, ...own.flatMap((handle) => meant(handle, region) ?? [])];
}

function listsHandle(list: readonly string[], sender: string, { accessGroups, region }: Settings): boolean {
  return list.some((entry) => {
    if (entry === '*') return true;
    if (isChatEntry(entry)) return false;
    if (!entry.startsWith('accessGroup:')) return meant(entry, region) === comparable(sender);
    const name = entry.slice('accessGroup:'.length).trim();
    const group = Object.hasOwn(accessGroups, name) ? accessGroups[name] : undefined;
    if (group?.type !== 'message.senders') return false;
    const members = [...(group.members?.['*'] ?? []), ...(group.members?.imessage ?? [])];
    return members.some((member) => meant(String(member), region) === comparable(sender));
  });
}

/** Whether an entry of `groups` is about the group that a row is in. */
export const isEntryOf = (key: string, row: WitnessedRow) => isNumber(key, row) || namesGroup(key, row);

const isNumber = (key: string, { chatId }: WitnessedRow) => key === String(chatId);

/** A group has several chats where it went on over another service: the rest of the GUID says which group it is. */
export function namesGroup(entry: string, row: WitnessedRow): boolean {
  if (namesChat(entry, row)) return true;
  const named = chatEntry(entry);
  const isWritten = [row.chatGuid, row.chatIdentifier].some((name) => name?.includes(';+;'));
  const group = row.chatGuid?.split(';').slice(2).join(';');
  if (named === null || named.kind === 'id' || !isWritten || !group) return false;
  const { kind, value } = named;
  if (kind === 'identifier') return value === group;
  return /^(?:any|iMessage|RCS|SMS);/.test(value) && value.split(';').slice(2).join(';') === group;
}

export function namesChat(entry: string, row: WitnessedRow): boolean {
  const named = chatEntry(entry);
  if (named === null || named.value === '') return false;
  const names = {
    id: row.chatId === null ? null : String(row.chatId),
    guid: row.chatGuid,
    identifier: row.chatIdentifier,
  };
  return names[named.kind] === named.value;
}
