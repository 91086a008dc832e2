// Who may decide what was asked: the people of `allowFrom`, and nobody else.

import type { AccountConfig } from '../config/config.ts';
import { parseAllowEntry } from '../message/identity/allow-entry.ts';
import { type Handle, normalizeHandle } from '../message/identity/handles.ts';
import { type AllowList, admitsSender, compileAllowList } from './allowlist.ts';
import { NO_PEOPLE, type People } from './people.ts';

export interface Approvers extends AllowList {
  /** Those whom the list names, where they can be asked: without what else belongs to the same people. */
  readonly named: ReadonlySet<Handle>;
}

/** Chats and access groups are none of them, nor is whoever has paired (APR-6); `isEmpty` = the list has no entries at all. */
export function compileApprovers(
  { allowFrom, region }: Pick<AccountConfig, 'allowFrom' | 'region'>,
  people: People = NO_PEOPLE,
): Approvers {
  const entries = allowFrom.filter((entry) => {
    const kind = parseAllowEntry(entry, region)?.kind;
    return kind === 'handle' || kind === 'anyone';
  });
  return {
    ...compileAllowList(entries, {}, region, people),
    isEmpty: allowFrom.length === 0,
    named: compileAllowList(entries, {}, region).handles,
  };
}

/** `*` lets any sender approve who has a handle (ruling-7). */
export function mayApprove(approvers: AllowList, sender: string): boolean {
  return normalizeHandle(sender) !== null && admitsSender(approvers, sender);
}

/** Whether anybody may; of an empty list those who may speak where it is asked may, in words. */
export function hasApprovers({ handles, hasAnyone }: AllowList): boolean {
  return hasAnyone || handles.size > 0;
}
