// Whom the rows of a database go to: the account that lists the address at which a row came in, else the owner
// (ruling-19).

import { type Handle, normalizeHandle } from '../message/identity/handles.ts';

interface AccountWithAddresses {
  readonly accountId: string;
  readonly ownAddresses: readonly string[] | null;
}

interface Lines {
  /** The account that this payload of `message` goes to. */
  receiverOf(payload: unknown): string;
  /** Whether any row goes to this account. */
  isReceiver(accountId: string): boolean;
}

/**
 * An address that several accounts have, since they inherit it from the channel, says that it is one of this Mac and
 * parts nothing.
 */
export function createLines(owner: AccountWithAddresses, accounts: readonly AccountWithAddresses[]): Lines {
  const receivers = new Map<Handle, string | null>();
  for (const { accountId, ownAddresses } of accounts) {
    const handles = new Set((ownAddresses ?? []).flatMap((address) => normalizeHandle(address) ?? []));
    for (const handle of handles) receivers.set(handle, receivers.has(handle) ? null : accountId);
  }
  const named = new Set([owner.accountId, ...receivers.values()]);
  return {
    receiverOf(payload) {
      const address = (payload as { destination_caller_id?: unknown } | null | undefined)
        ?.destination_caller_id;
      const handle = typeof address === 'string' ? normalizeHandle(address) : null;
      return (handle === null ? null : receivers.get(handle)) ?? owner.accountId;
    },
    isReceiver: (accountId) => named.has(accountId),
  };
}
