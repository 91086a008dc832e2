// Programs that are run to their end: converters and what hears voice memos. Never through a shell.

export interface ProgramRequest {
  readonly command: string;
  readonly args: readonly string[];
  /** Default: none, and the end of its input at once. */
  readonly input?: Uint8Array;
  /** Which variables it gets: those that tools need, or all. Default `tools`. */
  readonly environment?: 'tools' | 'all';
  readonly timeoutMs: number;
  /** Of its output; a program that writes more is ended. */
  readonly outputBytesMax: number;
}

export interface ProgramEnd {
  /** Null = it ended by itself, and well; `absent` = there is no such program. `why` may stand in a log. */
  readonly failure: { readonly code: 'absent' | 'failed'; readonly why: string } | null;
  readonly output: Uint8Array;
}

export interface Programs {
  /** Never rejects. Where `signal` aborts, what the program has started ends with it. */
  run(request: ProgramRequest, signal: AbortSignal): Promise<ProgramEnd>;
}
