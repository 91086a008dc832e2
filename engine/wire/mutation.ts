import type { Lane, TurnId } from '../message/ids.ts';

/** What more of a lane waits in the store than the wire holds. */
export interface Backlog {
  readonly lane: Lane;
  /** Whether its child can take calls. */
  readonly isReady: () => boolean;
  /** The oldest of what waits in the store, in order; never rejects. */
  readonly load: (lane: Lane, limit: number) => Promise<readonly Mutation[]>;
}

/** Something durable that waits to be put on the wire. What is of one lane goes out in the order in which it was added. */
export interface Mutation extends Backlog {
  /** The turn it answers, by which it is taken out; null = it answers none. */
  readonly turnId: TurnId | null;
  /** Puts it on the wire. Resolves when the call is over, whatever came of it; never rejects. */
  run(): Promise<void>;
}
