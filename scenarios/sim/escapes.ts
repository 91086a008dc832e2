// Exceptions that nothing in a run took care of. A gateway that is embedded ends with them.

export interface Escape {
  readonly line: string;
  /** It escaped no earlier: the real loop tells of it at its next turn only. */
  readonly sinceMs: number;
}

export interface Escapes {
  /** In the order in which they escaped. */
  readonly heard: readonly Escape[];
  /** Lets the loop tell of what has been rejected up to now, and listens no more. */
  end(): Promise<void>;
}

/** The real loop's turn, taken before any trap is set. */
const realSetImmediate = setImmediate;

/** @param nowMs The time of the run. */
export function watchForEscapes(nowMs: () => number): Escapes {
  const heard: Escape[] = [];
  let sinceMs = nowMs();
  let hasEnded = false;
  const turn = () => {
    sinceMs = nowMs();
    if (!hasEnded) realSetImmediate(turn);
  };
  realSetImmediate(turn);
  const hear = (what: string) => (error: unknown) => {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
    heard.push({ line: `${what}: ${said}`, sinceMs });
  };
  const rejected = hear('unhandled rejection');
  const thrown = hear('uncaught exception');
  process.on('unhandledRejection', rejected);
  process.on('uncaughtException', thrown);
  return {
    heard,
    async end() {
      await new Promise((resolve) => realSetImmediate(resolve));
      hasEnded = true;
      process.off('unhandledRejection', rejected);
      process.off('uncaughtException', thrown);
    },
  };
}
