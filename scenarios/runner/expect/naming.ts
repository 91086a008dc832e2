// Back from handles and guids to the names that a scenario uses.

import { normalizeHandle } from '../../../engine/access/handles.ts';
import { groupIdentifier } from '../../../fake-imsg/world/event/conversation.ts';
import type { Scenario } from '../scenario.ts';

type Names = Pick<Scenario, 'people' | 'chats'>;

/** A handle that nobody of the scenario has stays as it is. */
export function nameOfPerson({ people }: Names, handle: string): string {
  const wanted = normalizeHandle(handle);
  const found = Object.entries(people).find(([, each]) => normalizeHandle(each) === wanted);
  return found?.[0] ?? handle;
}

/** The name of a group, or its guid where the scenario does not know it; null for a direct chat. */
export function nameOfChat({ chats }: Names, chatGuid: string): string | null {
  const [, kind, identifier = ''] = chatGuid.split(';');
  if (kind === '-') return null;
  const found = Object.entries(chats).find(
    ([, chat]) => groupIdentifier(chat.name, chat.with) === identifier,
  );
  return found?.[0] ?? chatGuid;
}

/** Who is at the other end of a direct chat; null for a group. */
export function personOfChat(names: Names, chatGuid: string): string | null {
  const [, kind, identifier = ''] = chatGuid.split(';');
  return kind === '-' ? nameOfPerson(names, identifier) : null;
}
