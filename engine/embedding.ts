// What an engine is for whoever embeds it.

import type { PairingDesk } from './account/pairing-desk.ts';
import type { TurnDesk } from './account/turn-desk.ts';
import type { AgentAction } from './agents/agent.ts';
import type { ApprovalOutcome, ApprovalRequest } from './approvals/request.ts';
import type { Emitter } from './events.ts';
import type { TurnId } from './message/ids.ts';
import type { GivenMessage } from './outbound/given-parts.ts';
import type { OwnAccordOutcome, SentPart } from './outbound/own-accord.ts';
import type { EngineStatus } from './status.ts';
import type { Store } from './store/store.ts';

/** Whose it is; left out where there is one. */
interface OfAccount {
  readonly accountId?: string;
}

export interface Engine extends Pick<Emitter, 'on'> {
  /** How each part of it is right now; at any time. */
  status(): EngineStatus;
  /** The same, after imsg was asked anew what it can do. Only between `start` and `stop`. */
  probe(): Promise<EngineStatus>;
  /**
   * Acquires the store, takes up what an earlier run left, and starts reading: resolves when every watch is subscribed,
   * or after `startTimeoutMs` (30,000), when the log says what is missing. A missing or failing `imsg` is retried for as
   * long as the engine runs. Rejects when the store cannot be used, and with the error of `fatal` where that ends the
   * engine meanwhile. Where it is stopped meanwhile, resolves when it has stopped. It is started once: asked for again it is
   * the same start, and after the stop it rejects with `gateway_not_running`, as does all that is only possible between `start`
   * and `stop`. What else was asked for and a stop overtakes rejects with `end_unknown`.
   */
  start(): Promise<void>;
  /** Claims nothing new, lets what is under way end within 5 s, and closes the store. */
  stop(): Promise<void>;
  /**
   * Ends a turn that the agent is at, as `interrupted`: its signal aborts, what it says from then on is refused, and what
   * of its answer is not on the wire yet is not sent. Resolves when that is durable; false = it was not running.
   */
  abortTurn(turnId: TurnId): Promise<boolean>;
  /**
   * Lets the number of a chat in the lists of an account stand for the chat that has it now, where another database had
   * given it to another one. Resolves when that is durable; it holds at once. `accountId` = left out where one account
   * receives; answered is which it was. Rejects with `account_unknown`, `chat_not_listed`, `chat_not_waiting`.
   */
  confirmChat(chat: {
    readonly chatId: number;
    readonly accountId?: string;
  }): Promise<{ readonly accountId: string }>;
  /**
   * Sends a text, or up to 20 `parts`, words and files in their order, of the operator's own accord: to a chat (`chat_id:7`,
   * `chat_guid:…`, `chat_identifier:…`) or to somebody's handle, else to `defaultTo` of the account, which is left out where
   * there is one. Parts are what `replies` of an agent's answer are, under the same limits, and files come from the same
   * folders; but one that cannot be sent, or names a message of another chat, has all of them refused, with the code that
   * `act` gives, and nothing is sent. What is taken is durable, all of it at once, before any of it leaves, and leaves once:
   * words that fail end the rest, a file that fails only what is said of it. Resolves with what became of each of the messages
   * that came of it, which may take minutes. Rejects besides with `account_unknown`, `target_invalid`, `target_unknown`,
   * `nothing_to_send`, `own_accord_busy`, `imsg_not_running` where the chats cannot be looked up, `gateway_not_running` once
   * a stop has begun, and `end_unknown` where the engine stops meanwhile.
   */
  send(message: GivenMessage & { readonly to?: string } & OfAccount): Promise<OwnAccordOutcome<SentPart>>;
  /** Does one of the actions in a chat, likewise. Rejects as `voice.act` does besides. */
  act(action: AgentAction & { readonly to?: string } & OfAccount): Promise<OwnAccordOutcome>;
  /**
   * Asks somebody to allow something, where the configuration says, and resolves when it is decided, or cannot be:
   * only `allow-once` and `allow-always` allow anything. It is durable before anybody is asked: after a restart the event
   * `approval` tells what became of it. Rejects with `approval_invalid`, `approvals_busy`, `account_unknown`, as `send` does
   * where `to` is not known, and with `end_unknown` where the engine stops before it is decided.
   */
  requestApproval(request: ApprovalRequest): Promise<ApprovalOutcome>;
  /** Who wants to write, and who may. Only between `start` and `stop`. */
  readonly pairing: PairingDesk;
  /** Turns that ended without their answer. Only between `start` and `stop`. */
  readonly turns: TurnDesk;
  /** Commands on the store, for reports. Only between `start` and `stop`. */
  store(): Store;
}
