// What turns ask of what goes out.

import type {
  ActionOutcome,
  ActionTool,
  AgentAction,
  AgentDecision,
  AgentMessage,
  AgentQuestion,
} from '../agents/agent.ts';
import type { PreparedTurn } from './prepare.ts';

/** What was asked for is durable. */
export interface Acting {
  /** Resolves with its end; never where the engine stops before. */
  readonly outcome: Promise<ActionOutcome>;
}

/** Answers false where the turn is over. */
export type Answer = () => Promise<boolean>;

/** Says what was written before something else, once it is known that there is something. False = the turn is over. */
export type Before = () => Promise<boolean>;

/** Somebody is asked, or nobody can be. */
export interface Asking {
  /** Never settles where the engine stops before. */
  readonly decision: Promise<AgentDecision>;
  /** Whether somebody is asked: then the turn is not run again. */
  readonly isDurable: boolean;
  /** Nobody waits for it any more. */
  giveUp(): void;
}

/** How an answer that is still being written is cut into pieces that stand by themselves. */
export interface Cutting {
  /** Milliseconds without anything new after which what stands by itself is said. */
  readonly idleMs: number;
  /**
   * The end of the next piece, and where what follows it begins, null = it waits for more: where something was written, where a
   * piece was just cut off before it, and where nothing more comes.
   */
  readonly next: Readonly<
    Record<
      'written' | 'cut' | 'idle',
      (text: string) => { readonly end: number; readonly next: number } | null
    >
  >;
}

/** The answer to one turn, on its way out: in one commit, or in pieces and what is left after them. */
export interface Reply {
  /** What the agent is asked about, before it is: messages that were taken back meanwhile are none of it. */
  given(turn: PreparedTurn): void;
  /** Whether a piece is durable: then the turn is not run again. */
  hasBegun(): boolean;
  /** Commits a text with the turn as `replying`, and sends it; a blank one is left out. False = the turn is over. */
  add(text: string): Promise<boolean>;
  /** Null = an answer that is still being written is kept until it is whole. */
  readonly cutting: Cutting | null;
  /** From where on nothing of what is written is for people, unless something that follows ends that. */
  heldFrom(text: string): number;
  /** As `add`, with a piece of the answer that was being written; all of them are one reply. */
  addWritten(text: string): Promise<boolean>;
  /** What can be done in its conversation right now, as far as is known. */
  actions(): readonly ActionTool[];
  /** Commits an action likewise, behind `before`. Null = the turn is over. Rejects with `EngineError` where it cannot be done. */
  act(action: AgentAction, before: Before): Promise<Acting | null>;
  /** Commits a question likewise. Null = the turn is over. Rejects with `EngineError` where it cannot be asked. */
  ask(question: AgentQuestion, before: Before): Promise<Asking | null>;
  /**
   * Makes ready what is left to say: first what is left of what was written, then the messages, whose files are copied. What
   * cannot be sent is committed with them as what fails. Answers what commits it with the turn as `answered`, and sends it; null = the gateway stops.
   */
  prepare(messages: readonly AgentMessage[], written: string): Promise<Answer | null>;
  /** Takes back what is not on the wire yet, in the commit of `end`. */
  takeBack(reason: string, end: () => Promise<unknown>): Promise<void>;
  /** Nothing is added any more; what was goes out. */
  close(): void;
}
