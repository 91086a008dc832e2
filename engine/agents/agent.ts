import type { Attachment } from '../message/attachment.ts';

/** What an agent is given: one turn, complete. Handed over again unchanged, with the same `id`, after a crash. */
export interface AgentTurn {
  /** Idempotency key: the same turn always carries the same one. */
  readonly id: string;
  readonly sessionKey: string;
  readonly accountId: string;
  readonly isGroup: boolean;
  readonly chatGuid: string;
  readonly chatName: string;
  readonly sender: string;
  readonly senderName?: string;
  readonly text: string;
  /** When the last message of the turn was sent, in milliseconds since the Unix epoch. */
  readonly sentAtMs: number | null;
  /** Every source message of the turn, oldest first. */
  readonly messageGuids: readonly string[];
  /** Files that came along, as paths on the Mac that runs imsg; none unless `includeAttachments` is on. */
  readonly attachments: readonly Attachment[];
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
