// A pipe to one `imsg rpc` child, in bytes rather than lines, so that torn, cut and endless lines happen in
// simulation exactly as they do on a real pipe.

export interface TransportExit {
  readonly code: number | null;
  readonly signal: string | null;
  /** Why the child never ran (`ENOENT`, `EACCES` …). */
  readonly spawnError?: string;
}

export interface TransportEvents {
  onData(bytes: Uint8Array): void;
  onStderr(bytes: Uint8Array): void;
  /** Called exactly once, after the last `onData`. Nothing is called after it. */
  onExit(exit: TransportExit): void;
}

export interface Transport {
  /** Never throws; writing to a dead child is answered by `onExit`. */
  write(bytes: Uint8Array): void;
  /** Stops reading stdout, so that the pipe fills and the child has to wait. */
  pause(): void;
  resume(): void;
  endInput(): void;
  kill(signal: 'SIGTERM' | 'SIGKILL'): void;
}

export interface SpawnRequest {
  readonly command: string;
  readonly args: readonly string[];
  /** Variables besides those that every imsg gets. Default: none. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a child and calls `events` from then on, never before `spawn` has returned. */
export type Spawn = (request: SpawnRequest, events: TransportEvents) => Transport;

/** Children of `spawn` that get these variables as well. */
export function spawnWith(spawn: Spawn, env: Readonly<Record<string, string>>): Spawn {
  return (request, events) => spawn({ ...request, env: { ...request.env, ...env } }, events);
}
