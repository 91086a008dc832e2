import type { TurnId } from '../message/ids.ts';
import type { Preparation, TurnContext } from '../store/commands/turns.ts';

/** What an agent is given: one turn, complete. Handed over again unchanged, with the same `id`, after a crash. */
export interface AgentTurn extends Omit<TurnContext, 'chatId'>, Preparation {
  /** Idempotency key: the same turn always carries the same one. */
  readonly id: TurnId;
  readonly text: string;
}

export interface AgentAnswer {
  /** One entry per message to send; empty = the agent chose to say nothing. */
  readonly replies: readonly string[];
}

export interface Agent {
  readonly name: string;
  /** How many turns may run at once. Turns of one conversation never overlap, whatever this says. */
  readonly turnsMax: number;
  /** Rejects when no answer could be made. `signal` aborts on stop. */
  run(turn: AgentTurn, signal: AbortSignal): Promise<AgentAnswer>;
}
