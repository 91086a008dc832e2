import type { AccountConfig } from '../config/config.ts';
import type { ReasonCode } from '../fates.ts';
import { type AccessGroups, type AllowList, admitsSender, compileAllowList } from './allowlist.ts';

export interface DmRule {
  readonly isDisabled: boolean;
  readonly allowFrom: AllowList;
}

/**
 * All policies but `disabled` come down to the list: `open` needs its `*` there, and without it admits only
 * who is listed (CFG-64); `pairing` sends no challenges in this version and has no store to admit from.
 */
export function compileDmRule(account: AccountConfig, accessGroups: AccessGroups): DmRule {
  const { dmPolicy, allowFrom, region } = account;
  return {
    isDisabled: dmPolicy === 'disabled',
    allowFrom: compileAllowList(allowFrom, accessGroups, region),
  };
}

/** Why a direct message is dropped, or null where it is admitted (ACC-10 to ACC-17). */
export function refuseDm(rule: DmRule, sender: string): ReasonCode | null {
  if (rule.isDisabled) return 'dm_disabled';
  return admitsSender(rule.allowFrom, sender) ? null : 'dm_blocked';
}
