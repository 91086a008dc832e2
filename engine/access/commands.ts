// Who may tell the gateway what to do. It is asked of people who may speak.

import type { CommandsConfig } from '../config/keys/commands.ts';
import {
  type AccessFacts,
  type AccessGroups,
  type AllowList,
  admitsSender,
  compileAllowList,
} from './allowlist.ts';
import { namesGroup } from './chat-entries.ts';
import type { ChatNumbers } from './chat-numbers.ts';
import { NO_PEOPLE, type People } from './people.ts';
import type { AccessPolicy } from './policy.ts';

export interface CommandRule {
  readonly owners: AllowList;
  /** The only ones besides the owners; null = the lists of the channel say who. */
  readonly only: AllowList | null;
  /** Whether whoever may speak may use commands. */
  readonly isForEverybody: boolean;
}

/** Undefined = no commands are heard. */
export function compileCommandRule(
  { commands }: CommandsConfig,
  accessGroups: AccessGroups,
  region: string,
  people: People = NO_PEOPLE,
): CommandRule | undefined {
  if (!commands.text) return undefined;
  const { ownerAllowFrom, allowFrom, useAccessGroups } = commands;
  return {
    owners: compileAllowList(ownerAllowFrom, accessGroups, region, people),
    only: allowFrom && compileAllowList(allowFrom, accessGroups, region, people),
    isForEverybody: !useAccessGroups,
  };
}

/** ACC-61. Whoever may write in a direct chat is in a list that counts there; in a group others may be admitted as well. */
export function mayCommand(
  { owners, only, isForEverybody }: CommandRule,
  { dm, group }: AccessPolicy,
  facts: AccessFacts,
  isGroup: boolean,
  numbers: ChatNumbers,
): boolean {
  const { sender } = facts;
  if (admitsSender(owners, sender)) return true;
  if (only !== null) return admitsSender(only, sender);
  if (isForEverybody || !isGroup) return true;
  return (
    admitsSender(dm.allowFrom, sender) ||
    admitsSender(group.allowFrom, sender) ||
    namesGroup(group.chats, facts, numbers)
  );
}
