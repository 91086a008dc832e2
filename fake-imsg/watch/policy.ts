/** What a subscription asks for. */
export interface WatchRequest {
  readonly chatId: number | null;
  readonly sinceRowid: number;
  /** Senders in whatever case; empty = all. */
  readonly senders: readonly string[];
  readonly startMs: number | null;
  readonly endMs: number | null;
  readonly attachments: boolean;
  /** Whether messages list the reactions to them, and whether a tapback is a message itself. */
  readonly reactions: boolean;
  readonly tapbacks: boolean;
  readonly debounceMs: number;
  readonly bufferLimit: number;
}

/** What builds differ in (wire-3.2). */
export interface WatchPolicy {
  /** How long a poll waits after a change, where the request does not say so. */
  readonly debounceMs: number;
  /** A poll without any sign of change, so that a missed one is not missed for ever; null = there is none. */
  readonly fallbackPollMs: number | null;
  /** Whether changes are noticed of files that took the place of those that were there at the beginning. */
  readonly hearsNewFiles: boolean;
  readonly batchRows: number;
  /**
   * How often a row that is in no chat yet is looked at again, one debounce apart, before it is skipped; null = it
   * is told at once, as of chat 0.
   */
  readonly unjoinedTries: number | null;
  /** Whether link previews count as seen that stand behind such a row: they are lost when their turn comes. */
  readonly remembersUnreached: boolean;
  /** Whether the cursor also passes what is dropped at the end of a batch: link previews told before. */
  readonly passesDropped: boolean;
  /** How long the next batch of a backlog waits for a pipe that is full. */
  readonly stalledDrainMs: number;
  /**
   * Whether the rest of a backlog follows at once, or batch by batch with the next change or fallback poll.
   */
  readonly drainsAtOnce: boolean;
  /** Whether a row of several chats is told once for each of them. */
  readonly tellsEachChat: boolean;
}
