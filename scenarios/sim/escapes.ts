// Exceptions that nothing in a run took care of. A gateway that is embedded ends with them.

export interface Escapes {
  /** One line each, in the order in which they escaped. */
  readonly lines: readonly string[];
  /** Lets the loop tell of what has been rejected up to now, and listens no more. */
  end(): Promise<void>;
}

/** The real loop's turn, taken before any trap is set. */
const realSetImmediate = setImmediate;

export function watchForEscapes(): Escapes {
  const lines: string[] = [];
  const hear = (what: string) => (error: unknown) => {
    lines.push(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  };
  const rejected = hear('unhandled rejection');
  const thrown = hear('uncaught exception');
  process.on('unhandledRejection', rejected);
  process.on('uncaughtException', thrown);
  return {
    lines,
    async end() {
      await new Promise((resolve) => realSetImmediate(resolve));
      process.off('unhandledRejection', rejected);
      process.off('uncaughtException', thrown);
    },
  };
}
