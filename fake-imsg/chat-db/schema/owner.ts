import { derivedGuid } from './derived-guid.ts';

/** Whose Mac it is, as rows of chat.db name it (file-3.5). */
export interface Owner {
  /** Phone number or email address, bare. */
  readonly handle: string;
  /** `P:` and the number, or `E:` and the address. */
  readonly account: string;
  readonly accountGuid: string;
}

/** Whose Mac it is unless told otherwise. */
export const DEFAULT_OWNER_HANDLE = '+15550000001';

/** The account that belongs to a handle; its GUID follows from the handle. */
export function ownerOf(handle: string): Owner {
  return {
    handle,
    account: `${handle.includes('@') ? 'E' : 'P'}:${handle}`,
    accountGuid: derivedGuid('account', handle),
  };
}
