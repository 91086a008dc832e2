// Whom Messages itself puts aside, and for whom that counts: strangers alone (ruling-35).

import { normalizeHandle } from '../message/identity/handles.ts';
import type { Category } from '../message/message.ts';
import { type DmRule, NOBODY_PAIRED, type Paired } from './dm-policy.ts';

export function isHidden({ filtered, isSpam }: Category): boolean {
  return filtered >= 2 || isSpam;
}

/** Whether it matters of anybody at all. */
export function asksCategory({ isDisabled, pairs, allowFrom }: DmRule, answersFiltered: boolean): boolean {
  return !isDisabled && (allowFrom.hasAnyone ? !answersFiltered : pairs);
}

/**
 * Whether it matters for a direct message how Messages has put it aside: only of whoever is neither named in the list nor
 * paired, where they would be sent a code, or answered although the configuration says not to.
 */
export function countsCategory(
  rule: DmRule,
  answersFiltered: boolean,
  sender: string,
  paired: Paired = NOBODY_PAIRED,
): boolean {
  const handle = asksCategory(rule, answersFiltered) ? normalizeHandle(sender) : null;
  if (handle === null || rule.allowFrom.handles.has(handle)) return false;
  return !rule.people.handlesOf(handle).some((one) => paired.has(one));
}
