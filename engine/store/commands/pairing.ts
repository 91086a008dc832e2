// Strangers who want to write: their requests, who of them was approved, and the first owner.

import type { Handle } from '../../message/identity/handles.ts';
import type { AccessOf } from './access.ts';
import type { Notice, PartTarget } from './parts.ts';

/** One who was sent a code, and waits. */
export interface PairingRequest {
  readonly accountId: string;
  readonly handle: Handle;
  /** As it was sent. */
  readonly code: string;
  /** As the wire writes the handle. */
  readonly sender: string;
  /** Where the code went; null = it was taken over, and nobody knows. */
  readonly target: PartTarget | null;
  readonly createdAtMs: number;
  /** When the person last wrote. */
  readonly lastSeenAtMs: number;
  /** Whether the operator has denied it: until it ends the person is sent no other code. */
  readonly isDenied: boolean;
}

/** What is done in the commit of a stranger's row, where the row is new. */
export interface StrangerInput {
  readonly handle: Handle;
  /** Null = a request waits by all that is known: it is only noted that the person wrote again. */
  readonly offer: PairingOffer | null;
}

/** What a stranger is sent, if nothing waits and there is room for a request; else nothing of it is kept. */
export interface PairingOffer {
  readonly sender: string;
  readonly code: string;
  readonly notice: Notice;
}

/** How somebody who is in no list stands: `new` = no request of theirs waits, and there is room for one. */
export type Standing = 'new' | 'waiting' | 'full';

export interface PairingApproval {
  readonly accountId: string;
  readonly handle: Handle;
  readonly atMs: number;
}

/** Whose request it is. */
type RequestName = Pick<PairingRequest, 'accountId' | 'handle'>;

/** Each with its input and its result. */
export interface PairingCommands {
  /** All there is, by account and handle; also requests that have ended. */
  pairing: {
    in: Record<never, never>;
    out: {
      readonly requests: readonly PairingRequest[];
      readonly approvals: readonly PairingApproval[];
      /** Who was approved first while nobody was named as the owner. */
      readonly owner: Handle | null;
    };
  };
  /**
   * A request becomes an approval, with a part that says so to the person, all in one commit; `isOwner` = the person is
   * the first owner, if there is none. False = there is no such request.
   */
  approvePairing: {
    in: RequestName & {
      readonly atMs: number;
      readonly isOwner: boolean;
      readonly notice: Notice | null;
    };
    out: boolean;
  };
  /** False = there is no such request, or it was denied before. */
  denyPairing: { in: RequestName; out: boolean };
  /** Takes over what another program knows. What is known here stays as it is. */
  importPairing: {
    in: { readonly requests: readonly PairingRequest[]; readonly approvals: readonly PairingApproval[] };
    out: undefined;
  };
}

export const PAIRING_COMMANDS = {
  pairing: 'read',
  approvePairing: 'write',
  denyPairing: 'write',
  importPairing: 'write',
} as const satisfies AccessOf<PairingCommands>;
