import { z } from 'zod';
import { clean, redactHandle } from '../../log-text.ts';
import { normalizeHandle } from '../../message/identity/handles.ts';
import { defineSubject } from './define-subject.ts';
import { key } from './key.ts';
import type { Problem } from './subject.ts';

export interface OwnAddressesConfig {
  /**
   * The numbers and mail addresses under which people reach this Mac; null = not set, and those under which rows
   * have reached it count. The direct chat with one of them is the chat with oneself: only there a row whose
   * sender is an address of the owner's is taken at its word.
   */
  readonly ownAddresses: readonly string[] | null;
}

const addresses = z
  .array(
    z
      .string()
      .trim()
      .refine(isAddress, { error: 'expected a phone number with its country code, or a mail address' }),
  )
  .min(1);

export const ownAddresses = defineSubject({
  accountKeys: {
    ownAddresses: key(
      addresses,
      'The numbers and mail addresses under which people reach this account; each belongs to one account of a Mac.',
      { default: 'those at which messages have come in' },
    ),
  },
  handleKeys: ['ownAddresses'],
  resolveAccount: (account): OwnAddressesConfig => ({ ownAddresses: account.ownAddresses ?? null }),
  /** An address belongs to one account, or nobody could say for which of them a message is (ruling-19). */
  checkAccounts(accounts) {
    const owners = new Map<string, { readonly name: string; readonly index: number }>();
    return Object.entries(accounts).flatMap(([name, { ownAddresses = [] }]) =>
      ownAddresses.flatMap((address, index) => {
        const handle = normalizeHandle(address) ?? address;
        const known = owners.get(handle);
        if (known === undefined) owners.set(handle, { name, index });
        if (known === undefined || known.name === name) return [];
        const there = `channels.imessage.accounts.${clean(known.name, 64)}.ownAddresses[${known.index}]`;
        return [listedTwice([name, 'ownAddresses', index], address, there)];
      }),
    );
  },
});

export function listedTwice(path: readonly PropertyKey[], address: string, there: string): Problem {
  return { path, text: `"${redactHandle(address)}" stands in ${there} as well; leave it to one of them` };
}

/** A phone number in international form, or a mail address: what Messages can have as an address of its own. */
function isAddress(value: string): boolean {
  return /^\+[\d\s().-]*\d[\d\s().-]*$/.test(value) || /^[^\s@:]+@[^\s@]+$/.test(value);
}
