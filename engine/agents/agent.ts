import type { MessageGuid, TurnId } from '../message/ids.ts';
import type { HandedFile, Preparation, TurnContext } from '../store/commands/turns.ts';

/** What an agent is given: one turn, complete. Handed over again unchanged, with the same `id`, after a crash. */
export interface AgentTurn extends Omit<TurnContext, 'attachments'>, Preparation {
  /** Idempotency key: the same turn always carries the same one. */
  readonly id: TurnId;
  /**
   * What the person wrote, and a mark for what could not be handed on; `renderPrompt` makes one text of it and all that
   * goes with it.
   */
  readonly text: string;
  /** Files that came along; none unless `includeAttachments` is on. */
  readonly attachments: readonly HandedFile[];
  /** The GUID of the message that `MessageSid` numbers. */
  readonly MessageSidFull?: MessageGuid;
  /** Every source message, oldest first; left out where there is one. */
  readonly coalescedMessageGuids?: readonly MessageGuid[];
}

export interface AgentAnswer {
  /** One entry per message to send, after what was said in pieces; empty = the agent chose to say nothing more. */
  readonly replies: readonly string[];
}

/** Something to be done in the conversation of a turn that is no message. */
export interface AgentAction {
  readonly name: string;
  /** What it is done with, as plain data. */
  readonly input?: unknown;
}

/** Something that the agent may do only if a person allows it. */
export interface AgentQuestion {
  readonly text: string;
}

export interface AgentDecision {
  /** `not_enabled` = nobody was asked, since asking is not enabled: it is not allowed. */
  readonly outcome: 'not_enabled';
}

/**
 * What an agent has while it runs one turn. It falls silent when the turn ends: when `run` has settled, when the turn is
 * aborted, and when the engine stops. What is said then rejects with `turn_over`, and never leaves.
 */
export interface AgentVoice {
  /** Aborts when the engine stops and when the turn is aborted. */
  readonly signal: AbortSignal;
  /**
   * Says a piece of the answer ahead of the rest. It is durable when this resolves, and leaves in its order; a blank
   * one is left out. From the first piece on the turn is never run again: if the agent fails or the gateway dies, it
   * ends `interrupted`. Rejects with `turn_over` and `voice_busy`; then it was not said.
   */
  reply(text: string): Promise<void>;
  /**
   * Does something besides saying something, in the order of the pieces. Rejects with `action_unknown` where there is no
   * such action, which today is always so, and as `reply` does; then nothing was done.
   */
  act(action: AgentAction): Promise<void>;
  /** Asks a person for leave. Nobody can be asked yet: the outcome is `not_enabled`, at once. */
  ask(question: AgentQuestion): Promise<AgentDecision>;
  /** Tells those who embed the engine what the agent is at, up to 1000 characters. Nothing of it is kept or logged. */
  progress(note: string): void;
}

export interface Agent {
  readonly name: string;
  /** How many turns may run at once, over all accounts. Turns of one conversation never overlap, whatever this says. */
  readonly turnsMax: number;
  /** `exclusive` = turns with one `sessionKey` never overlap either, whatever conversations they are of. */
  readonly session: 'exclusive' | 'none';
  /**
   * Rejects when no answer could be made. Then the turn is run again, up to a limit, unless something of the answer was
   * said already.
   */
  run(turn: AgentTurn, voice: AgentVoice): Promise<AgentAnswer>;
}
