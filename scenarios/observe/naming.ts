// Back from handles and guids to the names that a scenario uses.

import { normalizeHandle } from '../../engine/access/handles.ts';
import { groupIdentifier } from '../../fake-imsg/world/event/conversation.ts';

/** Who there is, by name. */
export interface Names {
  /** Handles by name. */
  readonly people: Readonly<Record<string, string>>;
  /** Groups by name: their title, empty where they have none, and the handles of their members. */
  readonly chats: Readonly<Record<string, { readonly name: string; readonly with: readonly string[] }>>;
}

/** A handle that nobody has stays as it is. */
export function nameOfPerson({ people }: Pick<Names, 'people'>, handle: string): string {
  const wanted = normalizeHandle(handle);
  const found = Object.entries(people).find(([, each]) => normalizeHandle(each) === wanted);
  return found?.[0] ?? handle;
}

/** The name of a group, or its guid where it is none of these; null for a direct chat. */
export function nameOfChat({ chats }: Pick<Names, 'chats'>, chatGuid: string): string | null {
  const [, kind, identifier = ''] = chatGuid.split(';');
  if (kind === '-') return null;
  const found = Object.entries(chats).find(
    ([, chat]) => groupIdentifier(chat.name, chat.with) === identifier,
  );
  return found?.[0] ?? chatGuid;
}

/** Who is at the other end of a direct chat; null for a group. */
export function personOfChat(names: Pick<Names, 'people'>, chatGuid: string): string | null {
  const [, kind, identifier = ''] = chatGuid.split(';');
  return kind === '-' ? nameOfPerson(names, identifier) : null;
}
