// Who wrote a row. Where a row has no handle, imsg puts the line that the row reached into `sender`
// (wire-4.1): an address of the owner's, who may well be allowed to speak.

import { type Handle, normalizeHandle } from './identity/handles.ts';
import { wireHandle } from './identity/wire-handle.ts';

/** More lines than one Mac has. */
const ADDRESSES_MAX = 64;

/** The addresses of this Mac. */
export interface OwnAddresses {
  readonly handles: ReadonlySet<Handle>;
  /** Whether the configuration lists them; else they are those under which rows have reached this Mac. */
  readonly areListed: boolean;
  /** A row has reached this Mac under `address`. Without effect where the addresses are listed. */
  learn(address: string): void;
}

/** `listed` null = the configuration names none. `region` = as handles of the wire are read. */
export function ownAddresses(listed: readonly string[] | null, region: string | null = null): OwnAddresses {
  const handles = new Set((listed ?? []).flatMap((address) => wireHandle(address, region) ?? []));
  return addressesOf(handles, listed !== null, region);
}

function addressesOf(handles: Set<Handle>, areListed: boolean, region: string | null): OwnAddresses {
  /** That of nearly every row is that of the one before. */
  let last: string | null = null;
  return {
    handles,
    areListed,
    learn(address) {
      if (address === last) return;
      last = address;
      const handle = areListed || handles.size >= ADDRESSES_MAX ? null : wireHandle(address, region);
      if (handle !== null) handles.add(handle);
    },
  };
}

/** The same addresses, to learn from rows that were read, without the original learning. */
export function copyOf({ handles, areListed }: OwnAddresses): OwnAddresses {
  return addressesOf(new Set(handles), areListed, null);
}

/** What a row says of its writer, its handles read. */
interface WireAuthor {
  readonly sender: string;
  /** `destination_caller_id`; null where the build does not tell it. */
  readonly ownAddress: string | null;
  readonly isFromMe: boolean;
  readonly isGroup: boolean;
  readonly chatGuid: string | null;
  readonly chatIdentifier: string | null;
}

/**
 * A row of somebody else's whose sender is the very line it reached was written by nobody that is known: '' as
 * its sender. Only in the chat with oneself it is what it says. A sender that differs from the line has a
 * handle and is that person, also where it is another address of this Mac (ruling-21).
 */
export function authorOf(
  row: WireAuthor,
  own: OwnAddresses,
  region: string | null = null,
): { readonly sender: string; readonly isWithOneself: boolean } {
  const isWithOneself = isChatWithOneself(row, own, region);
  const isMadeUp = !row.isFromMe && !isWithOneself && isSameAddress(row.sender, row.ownAddress);
  return { sender: isMadeUp ? '' : row.sender, isWithOneself };
}

function isChatWithOneself(
  { isGroup, chatGuid, chatIdentifier, ownAddress }: WireAuthor,
  own: OwnAddresses,
  region: string | null,
): boolean {
  if (isGroup || chatGuid?.includes(';+;')) return false;
  const partner = partnerIn({ chatGuid, chatIdentifier });
  const handle = partner === undefined ? null : wireHandle(partner, region);
  if (handle === null) return false;
  if (own.handles.has(handle)) return true;
  return !own.areListed && ownAddress !== null && normalizeHandle(ownAddress) === handle;
}

/** With whom a direct chat is, as the row says it. */
export function partnerIn({
  chatGuid,
  chatIdentifier,
}: Pick<WireAuthor, 'chatGuid' | 'chatIdentifier'>): string | undefined {
  return chatIdentifier ?? chatGuid?.slice(chatGuid.lastIndexOf(';') + 1);
}

function isSameAddress(sender: string, ownAddress: string | null): boolean {
  if (ownAddress === null) return false;
  if (sender === ownAddress.trim()) return true;
  const handle = normalizeHandle(sender);
  return handle !== null && handle === normalizeHandle(ownAddress);
}
