import type { Lane } from '../message/ids.ts';

/** What more of a lane waits in the store than the wire holds. */
export interface Backlog {
  readonly lane: Lane;
  /** Whether its child can take calls, and there is room for it. */
  readonly isReady: () => boolean;
  /** The oldest of what waits in the store, in order; never rejects. */
  readonly load: (lane: Lane, limit: number) => Promise<readonly Mutation[]>;
}

/** Something durable that waits to be put on the wire. What is of one lane goes out in the order in which it was added. */
export interface Mutation extends Backlog {
  /** What it belongs to, such as a turn that it answers, by which it is taken out; null = it is alone. */
  readonly group: string | null;
  /** Puts it on the wire. Resolves when the call is over, whatever came of it; never rejects. */
  run(): Promise<void>;
}
