// The keys `accounts` and `defaultAccount` of the channel: what accounts are called, and which one counts where none is
// named.

import { z } from 'zod';
import { key } from './keys/key.ts';
import type { Problem } from './keys/subject.ts';

export const DEFAULT_ACCOUNT_ID = 'default';

/** @param account What each of them may hold. */
export function accountsKeys<Account extends z.ZodType>(account: Account) {
  return {
    accounts: key(
      z.record(z.string(), account),
      'By name: what differs for one account. It may have every key of the channel.',
    ),
    defaultAccount: key(z.string(), 'The account that counts where none is named.', {
      default: '`default` if there is one, else the first by name',
    }),
  };
}

/** Trimmed, in lower case, of letters, digits, `-` and `_`; `default` where nothing is left (CFG-70). */
export function normalizeAccountId(key: string): string {
  const name = key.trim().toLowerCase();
  if (/^[a-z0-9][a-z0-9_-]{0,63}$/.test(name)) return name;
  const id = name
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[^a-z0-9]+|-+$/g, '')
    .slice(0, 64);
  return id === '' ? DEFAULT_ACCOUNT_ID : id;
}

/** CFG-70 makes one id of names that differ only in case or punctuation; then nobody could say which one counts. */
export function checkAccountNames(names: readonly string[]): Problem[] {
  return names.flatMap((name, index) => {
    const twin = names
      .slice(0, index)
      .find((other) => normalizeAccountId(other) === normalizeAccountId(name));
    if (twin === undefined) return [];
    return [{ path: [name], text: `means the same account as "${twin}"; keep one of them` }];
  });
}

interface DefaultAccountInput {
  readonly defaultAccount?: string | undefined;
}

/** The one that is named if it exists, else `default`, else the first (CFG-72). */
export function defaultAccountId({ defaultAccount }: DefaultAccountInput, ids: readonly string[]): string {
  const wanted = defaultAccount === undefined ? null : normalizeAccountId(defaultAccount);
  if (wanted !== null && ids.includes(wanted)) return wanted;
  return ids.includes(DEFAULT_ACCOUNT_ID) ? DEFAULT_ACCOUNT_ID : ids[0]!;
}

/** @param chosen What `defaultAccountId` has made of it. */
export function defaultAccountWarnings({ defaultAccount }: DefaultAccountInput, chosen: string): string[] {
  if (defaultAccount === undefined || normalizeAccountId(defaultAccount) === chosen) return [];
  return [`imessage: channels.imessage.defaultAccount names no account; using account "${chosen}".`];
}
