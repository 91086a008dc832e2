// What the operator asks about who may pair, wherever it is asked from.

import { normalizeAccountId } from '../config/account-names.ts';
import { redactHandle } from '../log-text.ts';
import type { Handle } from '../message/identity/handles.ts';
import type { Pairing, RequestChoice } from '../pairing/pairing.ts';
import type { TakenOver, Takeover } from '../pairing/takeover.ts';
import type { Logger } from '../ports/logger.ts';
import type { PairingRequest } from '../store/commands/pairing.ts';
import type { WhileRunning } from '../while-running.ts';
import type { Account } from './account.ts';

/** A request that waits to be approved or denied. */
type OpenRequest = Pick<
  PairingRequest,
  'accountId' | 'handle' | 'code' | 'sender' | 'createdAtMs' | 'lastSeenAtMs'
> & {
  /** Where the person wrote; null = nobody knows. */
  readonly chatId: number | null;
};

interface Decided {
  readonly accountId: string;
  readonly handle: Handle;
}

interface Approval extends Decided {
  /** Whether the person has become the owner, since `commands.ownerAllowFrom` is empty and nobody was approved before. */
  readonly isOwner: boolean;
  /** Whether a message that says so is on its way to the person. */
  readonly isNotified: boolean;
}

export interface PairingDesk {
  /** Those that wait, the oldest first. */
  list(): readonly OpenRequest[];
  /**
   * Admits whoever was sent the code, in any case, to direct messages of the account; it counts from the next row on.
   * `notify` = the person is told so; default false. Resolves when that is durable. Rejects with `pairing_code_unknown`.
   */
  approve(choice: RequestChoice & { readonly notify?: boolean }): Promise<Approval>;
  /** Sends whoever was sent the code no other until it would have ended. Rejects with `pairing_code_unknown`. */
  deny(choice: RequestChoice): Promise<Decided>;
  /**
   * Takes over who was approved elsewhere, and who waits there. What is known here stays; what has ended, is `*` or is no
   * code or handle is passed over. Answers how many of each. Resolves when that is durable.
   */
  import(given: Takeover): Promise<TakenOver>;
}

interface PairingDeskOptions {
  /** Throws before the store is there. */
  pairing(): Pairing;
  readonly accounts: readonly Account[];
  readonly logger: Logger;
  readonly ask: WhileRunning['ask'];
}

export function createPairingDesk({ pairing, accounts, logger, ask }: PairingDeskOptions): PairingDesk {
  const tell = (what: string, { accountId, handle }: Decided) =>
    logger.info(`imessage: pairing with ${redactHandle(handle)} ${what} account=${accountId}`);
  return {
    list: () => pairing().open().map(openRequest),
    async approve(choice) {
      const { notice, ...approved } = await ask(() => pairing().approve(named(choice)));
      tell('approved', approved);
      const account = accounts.find((one) => one.accountId === approved.accountId);
      if (notice) account?.say(notice.notice, notice.atMs);
      return { ...approved, isNotified: notice !== null && account !== undefined };
    },
    async deny(choice) {
      const denied = await ask(() => pairing().deny(named(choice)));
      tell('denied', denied);
      return denied;
    },
    import: (given) => ask(() => pairing().import(given)),
  };
}

export function openRequest({ target, isDenied: _, ...request }: PairingRequest): OpenRequest {
  return { ...request, chatId: target?.chatId ?? null };
}

function named<Choice extends RequestChoice>(choice: Choice): Choice {
  const { accountId } = choice;
  return accountId === undefined ? choice : { ...choice, accountId: normalizeAccountId(accountId) };
}
