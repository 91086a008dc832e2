// Back from handles and guids to the names that a scenario uses.

import { normalizeHandle } from '../../engine/message/identity/handles.ts';
import { groupIdentifier } from '../../fake-imsg/world/event/conversation.ts';

/** Who there is, by name. */
export interface Names {
  /** Handles by name. */
  readonly people: Readonly<Record<string, string>>;
  /** Groups by name: their title, empty where they have none, and the handles of their members. */
  readonly chats: Readonly<Record<string, NamedChat>>;
  /** The further handles of those who have several, by name. */
  readonly otherHandles?: Readonly<Record<string, readonly string[]>>;
}

interface NamedChat {
  readonly name: string;
  readonly with: readonly string[];
  /** Where the guid does not follow from these. */
  readonly row?: { readonly guid: string } | undefined;
}

type People = Pick<Names, 'people' | 'otherHandles'>;

/** A handle that nobody has stays as it is. */
export function nameOfPerson({ people, otherHandles = {} }: People, handle: string): string {
  const wanted = normalizeHandle(handle);
  const found = Object.entries(people).find(([name, first]) =>
    [first, ...(otherHandles[name] ?? [])].some((each) => normalizeHandle(each) === wanted),
  );
  return found?.[0] ?? handle;
}

/** The name of a group, or its guid where it is none of these; null for a direct chat. */
export function nameOfChat({ chats }: Pick<Names, 'chats'>, chatGuid: string): string | null {
  const declared = Object.entries(chats).find(([, { row }]) => row?.guid === chatGuid);
  if (declared) return declared[0];
  const [, kind, identifier = ''] = chatGuid.split(';');
  if (kind === '-') return null;
  const found = Object.entries(chats).find(
    ([, chat]) => !chat.row && groupIdentifier(chat.name, chat.with) === identifier,
  );
  return found?.[0] ?? chatGuid;
}

/** Who is at the other end of a direct chat; null for a group. */
export function personOfChat(names: People, chatGuid: string): string | null {
  const [, kind, identifier = ''] = chatGuid.split(';');
  return kind === '-' ? nameOfPerson(names, identifier) : null;
}
