import type { Decision } from '../message/approve-command.ts';
import type { MessageGuid, TurnId } from '../message/ids.ts';
import type { ApprovalEndState } from '../store/commands/approvals.ts';
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

/** Words in the thread of a message, where that can be done; else they go as any others. */
export interface AgentWords {
  readonly text: string;
  /** `MessageSid` or `MessageSidFull` of the message that they answer; left out = none. */
  readonly messageId?: string;
}

/** A file, given once: as base64 in `buffer`, or as a `path` below a folder that may be read. */
export interface AgentFile {
  readonly buffer?: string;
  readonly path?: string;
  /** Its name; needed with `buffer`. */
  readonly filename?: string;
  /** What is said behind it; not sent where it is known that the file did not leave. */
  readonly caption?: string;
  /** Whether it is a voice message, which needs the bridge. Default false. */
  readonly asVoice?: boolean;
  /** The message that it answers in its thread, which needs the bridge; left out = none. */
  readonly messageId?: string;
}

export type AgentMessage = string | AgentWords | AgentFile;

export interface AgentAnswer {
  /**
   * One entry per message to send, after what was said in pieces; empty = the agent chose to say nothing more. A file that
   * cannot be sent is a part that `failed`, with its reason; what is said of it is left out, and the rest goes.
   */
  readonly replies: readonly AgentMessage[];
}

/** Something to be done in the conversation of a turn that is no plain reply. */
export interface AgentAction {
  readonly name: string;
  /** What it is done with, as plain data. */
  readonly input?: unknown;
}

/**
 * What became of an action. `sent` = it is proven; `unknown` = it may have been done, and is not done again; `failed` and
 * `expired` = it was not done; `read` = something was looked up, and nothing was done.
 */
export interface ActionOutcome {
  readonly state: 'sent' | 'unknown' | 'failed' | 'expired' | 'read';
  /** The message that came of it; null = none did, or it is not known. */
  readonly guid: MessageGuid | null;
  readonly reason: string;
  /** What was found, as plain data; left out = nothing was looked up. */
  readonly result?: unknown;
}

/** An action as agents are offered it, in the form of a tool. */
export interface ActionTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema of its input. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
}

/** What a person is asked while a turn runs. */
export interface AgentQuestion {
  readonly text: string;
  /**
   * 2 to 9 answers of at most 100 characters, one of which whoever is answered chooses: by its number, by its words, or by a
   * tapback. Left out = `text` is something to run, which only an approver can allow.
   */
  readonly options?: readonly string[];
  /** Without options: what an approver may decide, each once. Default: all three, `allow-once`, `allow-always` and `deny`. */
  readonly decisions?: readonly Decision[];
}

export interface AgentDecision {
  /**
   * Only `allow-once` and `allow-always` allow anything, and only `answered` is an answer. `not_enabled` = nobody was asked,
   * since that is not switched on; `no_route` = there is nobody to ask; `undelivered` = it could not be sent; `expired` =
   * nobody decided in time.
   */
  readonly outcome: ApprovalEndState | 'not_enabled' | 'no_route';
  /** Who decided; left out = nobody did. */
  readonly by?: string;
  /** Which of the options it is, from 0 on, and what that says; of a question that was answered. */
  readonly choice?: number;
  readonly answer?: string;
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
   * Hands over a stretch of the answer as it is written; of the answer this is the first. Where `streaming.block.enabled` says so
   * it leaves in pieces: at the end of paragraphs, of a size that the keys name, blocks of code whole, and nothing in the middle
   * of a mark. What is left leaves with the answer, or before what else is said or done. Resolves when the pieces that it
   * completes are durable, each as with `reply`. Rejects with `turn_over`, and with `voice_busy` where a million characters wait.
   */
  write(text: string): Promise<void>;
  /** What this Mac can do in this conversation right now, as far as is known, and what the agent may look up there. */
  actions(): readonly ActionTool[];
  /**
   * Does something besides saying something, in the order of the pieces, and resolves with what became of it. Rejects
   * with `action_unknown`, `action_disabled`, `action_unavailable`, `action_invalid`, `message_unusable` and
   * `file_unusable`, and as `reply` does; then nothing was done. Rejects with `end_unknown` where the turn ends before it is known.
   */
  act(action: AgentAction): Promise<ActionOutcome>;
  /**
   * Asks a person, and resolves when they have decided: 30 min at most, 10 for a question with options. What they answer is
   * no turn. From then on the turn is never run again. Rejects with `approval_invalid` and `approvals_busy`, as `reply` does,
   * and with `end_unknown` where the turn ends before; then it is withdrawn, also where the gateway has ended meanwhile.
   */
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
