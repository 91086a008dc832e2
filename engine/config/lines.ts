// Whom the rows of a database go to: the account that lists the address at which a row came in, else the owner
// (ruling-19).

import type { Handle } from '../message/identity/handles.ts';
import { wireHandle } from '../message/identity/wire-handle.ts';

interface AccountWithAddresses {
  readonly accountId: string;
  readonly ownAddresses: readonly string[] | null;
  readonly wireRegion: string | null;
}

interface Lines {
  /** The account that this payload of `message` goes to. */
  receiverOf(payload: unknown): string;
  /** Whether any row goes to this account. */
  isReceiver(accountId: string): boolean;
}

/**
 * An address that several accounts have, since they inherit it from the channel, says that it is one of this Mac and
 * parts nothing. Addresses are read by the region of the owner: there is one Mac.
 */
export function createLines(owner: AccountWithAddresses, accounts: readonly AccountWithAddresses[]): Lines {
  const { wireRegion } = owner;
  const receivers = new Map<Handle, string | null>();
  for (const { accountId, ownAddresses } of accounts) {
    const handles = new Set((ownAddresses ?? []).flatMap((address) => wireHandle(address, wireRegion) ?? []));
    for (const handle of handles) receivers.set(handle, receivers.has(handle) ? null : accountId);
  }
  const named = new Set([owner.accountId, ...receivers.values()]);
  return {
    receiverOf(payload) {
      const address = (payload as { destination_caller_id?: unknown } | null | undefined)
        ?.destination_caller_id;
      const handle = typeof address === 'string' ? wireHandle(address, wireRegion) : null;
      return (handle === null ? null : receivers.get(handle)) ?? owner.accountId;
    },
    isReceiver: (accountId) => named.has(accountId),
  };
}
