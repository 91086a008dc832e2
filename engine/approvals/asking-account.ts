import type { Approvers } from '../access/approvers.ts';
import type { ChatGuid } from '../message/ids.ts';
import type { Address } from '../outbound/addressing.ts';
import type { Outbox } from '../outbound/outbox.ts';
import type { Histories } from './histories.ts';

/** An account that asks. */
export interface AskingAccount {
  readonly accountId: string;
  readonly say: Outbox['say'];
  readonly endOf: Outbox['endOf'];
  readonly history: Histories;
  /** Whether what is said may stand in threads (OUT-11). */
  hasThreads(): boolean;
  /** `written` null = as `defaultTo` says. Rejects where nobody knows it. */
  readonly addressOf: (written: string | null) => Promise<Address>;
  /** With whom a direct chat is, as who writes there is read. */
  partyOf(chatGuid: ChatGuid): string;
  /** As they are right now. */
  approvers(): Approvers;
  /** Whether `/approve` is heard, right now. */
  hearsCommands(): boolean;
}
