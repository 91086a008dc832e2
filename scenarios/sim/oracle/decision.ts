// What somebody was to decide, and what the gateway told of that.

/** Somebody is to be asked: the program around the gateway wants it, or an agent. */
export interface DecisionWanted {
  readonly atMs: number;
  readonly kind: 'exec' | 'plugin' | 'question';
  readonly text: string;
  /** What a question offers as answers; empty = it is none. */
  readonly options: readonly string[];
  /** What somebody may decide; null = all that there is, or it is a question. */
  readonly offers: readonly string[] | null;
  /** Of an agent; null = the program around the gateway asks. */
  readonly turnId: string | null;
  readonly accountId: string | null;
  /** The chat of a turn, or where it comes from as it is written; null = from nowhere. */
  readonly from: string | null;
  /** Whom an agent answers; null = nobody. */
  readonly sender: string | null;
  readonly agentId: string | null;
  readonly sessionKey: string | null;
  /** How long it waits, in milliseconds. */
  readonly lastsMs: number;
  /** What whoever asked was told, each time. */
  readonly told: readonly DecisionHeard[];
}

interface DecisionHeard {
  readonly atMs: number;
  /** How it ended, or the code of a refusal. */
  readonly outcome: string;
  /** Who decided; null = nobody did. */
  readonly by: string | null;
  /** Of a question; null = there is none. */
  readonly answer: string | null;
}

/** What the gateway told of a request: that it waits, or how it ended. */
export interface ApprovalTold {
  readonly atMs: number;
  readonly approvalId: string;
  readonly kind: string;
  readonly accountId: string;
  readonly turnId: string | null;
  readonly state: string;
  /** Who decided, as the wire writes them; null = nobody did. */
  readonly by: string | null;
  /** Which answer to a question it is, from 0 on; null = none. */
  readonly choice: number | null;
}

export interface Decisions {
  readonly wanted: readonly DecisionWanted[];
  readonly told: readonly ApprovalTold[];
}
