// Whom Messages itself puts aside, and for whom that counts: strangers alone (ruling-35).

import { normalizeHandle } from '../message/identity/handles.ts';
import { type DmRule, NOBODY_PAIRED, type Paired } from './dm-policy.ts';

/** What chat.db says of the conversation of a row. */
export interface Category {
  /** `is_filtered`: 0 = known, 1 = unknown and listed all the same, from 2 on hidden. */
  readonly filtered: number;
  readonly isSpam: boolean;
}

export function isHidden({ filtered, isSpam }: Category): boolean {
  return filtered >= 2 || isSpam;
}

/**
 * Whether it matters for a direct message how Messages has put it aside: only of whoever is neither named in the list nor
 * paired, where they would be sent a code, or answered although the configuration says not to.
 */
export function countsCategory(
  { isDisabled, pairs, allowFrom, people }: DmRule,
  answersFiltered: boolean,
  sender: string,
  paired: Paired = NOBODY_PAIRED,
): boolean {
  const isAsked = allowFrom.hasAnyone ? !answersFiltered : pairs;
  const handle = isAsked && !isDisabled ? normalizeHandle(sender) : null;
  if (handle === null || allowFrom.handles.has(handle)) return false;
  return !people.handlesOf(handle).some((one) => paired.has(one));
}
