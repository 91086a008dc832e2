// Who may decide what was asked, by the list of people of the channel.

import { lists } from './access.ts';
import { chatEntry } from './chat-entry.ts';
import { comparable, meant } from './handles.ts';
import type { Settings } from './settings.ts';

/** Whether anybody is named at all, be it a group that nobody may approve by (ruling-7). */
export function namesAnybody({ allowFrom }: Settings): boolean {
  return allowFrom.length > 0;
}

/** Of the list those who are people: no chats, no groups of people (APR-6). */
function approversIn({ allowFrom }: Settings): string[] {
  return allowFrom.filter((entry) => chatEntry(entry) === null && !entry.startsWith('accessGroup:'));
}

/** By a tapback, or in words wherever they are asked. Nobody without an address may, whatever the list says. */
export function mayApprove(sender: string | null, account: Settings): boolean {
  if (sender === null || comparable(sender) === null) return false;
  return lists(approversIn(account), sender, account);
}

export function hasApprovers(account: Settings): boolean {
  return approversIn(account).some((entry) => entry === '*' || meant(entry, account.region) !== null);
}

/** Those who can be asked directly. */
export function namedApprovers(account: Settings): readonly string[] {
  return approversIn(account).flatMap((entry) => (entry === '*' ? [] : (meant(entry, account.region) ?? [])));
}
