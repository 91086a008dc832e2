import type { AccountConfig } from '../config/config.ts';
import type { ReasonCode } from '../fates.ts';
import { type Handle, normalizeHandle } from '../message/identity/handles.ts';
import { type AccessGroups, type AllowList, admitsSender, compileAllowList } from './allowlist.ts';
import type { People } from './people.ts';

export interface DmRule {
  readonly isDisabled: boolean;
  /** Whether who has paired is admitted besides, and others may. */
  readonly pairs: boolean;
  readonly allowFrom: AllowList;
  readonly people: People;
}

/** `open` needs its `*` in the list, and without it admits only who is listed (CFG-64). */
export function compileDmRule(account: AccountConfig, accessGroups: AccessGroups, people: People): DmRule {
  const { dmPolicy, allowFrom, region } = account;
  return {
    isDisabled: dmPolicy === 'disabled',
    pairs: dmPolicy === 'pairing',
    allowFrom: compileAllowList(allowFrom, accessGroups, region, people),
    people,
  };
}

/** Who has paired with an account. */
export type Paired = ReadonlySet<Handle>;

export const NOBODY_PAIRED: Paired = new Set();

/** How a direct message stands (ACC-10 to ACC-17): null = listed; `unpaired` = its sender may pair. */
export function decideDm(rule: DmRule, sender: string, paired: Paired): ReasonCode | 'paired' | null {
  if (rule.isDisabled) return 'dm_disabled';
  if (admitsSender(rule.allowFrom, sender)) return null;
  const handle = rule.pairs ? normalizeHandle(sender) : null;
  if (handle === null) return 'dm_blocked';
  return rule.people.handlesOf(handle).some((one) => paired.has(one)) ? 'paired' : 'unpaired';
}
