import type { AccessGroup } from '../config/config.ts';
import { type AllowEntry, parseAllowEntry } from '../message/identity/allow-entry.ts';
import { type Handle, normalizeHandle } from '../message/identity/handles.ts';
import type { ChatFacts } from './chat-facts.ts';
import { NO_PEOPLE, type People } from './people.ts';

/** What the access decision looks at. A message has all of it. */
export interface AccessFacts extends ChatFacts {
  /** As on the wire. */
  readonly sender: string;
  /** Only for a warning about threads that look like groups; without it there is none. */
  readonly participants?: readonly string[];
}

/** Those of an allow list who are people, in the form that is fast to ask. */
export interface AllowList {
  /** Nobody was listed at all, as against a list of which no entry matches. */
  readonly isEmpty: boolean;
  readonly hasAnyone: boolean;
  readonly handles: ReadonlySet<Handle>;
}

export type AccessGroups = Readonly<Record<string, AccessGroup>>;

/** @param region The country of numbers without a country code. */
export function compileAllowList(
  entries: readonly string[],
  accessGroups: AccessGroups,
  region: string,
  people: People = NO_PEOPLE,
): AllowList {
  const list = {
    isEmpty: entries.length === 0,
    hasAnyone: false,
    handles: new Set<Handle>(),
  };
  for (const text of entries) {
    const entry = parseAllowEntry(text, region);
    if (entry === null) continue;
    if (entry.kind === 'anyone') list.hasAnyone = true;
    else if (entry.kind === 'handle') list.handles.add(entry.handle);
    else if (entry.kind === 'accessGroup')
      for (const handle of groupHandles(entry.name, accessGroups, region)) list.handles.add(handle);
  }
  // Of whoever is listed with many of their handles the others are added once.
  const persons = new Set([...list.handles].map((handle) => people.handlesOf(handle)));
  for (const handles of persons) for (const other of handles) list.handles.add(other);
  return list;
}

/** Whether an entry names people rather than a chat: only those serve in both lists (ACC-15, ruling-8). */
export function isSenderEntry(text: string): boolean {
  const kind: AllowEntry['kind'] | undefined = parseAllowEntry(text)?.kind;
  return kind === 'anyone' || kind === 'handle' || kind === 'accessGroup';
}

/** ACC-16. A group that does not exist has no members. Groups hold handles only: no `*`, no chats, no groups. */
function groupHandles(name: string, accessGroups: AccessGroups, region: string): Handle[] {
  const group = Object.hasOwn(accessGroups, name) ? accessGroups[name]! : null;
  if (group === null) return [];
  const members = [...(group.members['*'] ?? []), ...(group.members.imessage ?? [])];
  return members.flatMap((member) => {
    const entry = parseAllowEntry(member, region);
    return entry?.kind === 'handle' ? [entry.handle] : [];
  });
}

/** Whether the list names this sender. Chat entries never do (ACC-15, invariant-28). */
export function admitsSender(list: AllowList, sender: string): boolean {
  if (list.hasAnyone) return true;
  const handle = normalizeHandle(sender);
  return handle !== null && list.handles.has(handle);
}
