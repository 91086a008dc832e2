import type { Lane, TurnId } from '../message/ids.ts';

/** Something that waits to be put on the wire. */
export interface Mutation {
  /** The conversation: what is of one lane goes out in the order in which it was added. */
  readonly lane: Lane;
  /** The turn it answers, by which it is held back and dropped; null = it answers none. */
  readonly turnId: TurnId | null;
  /** Whether its child can take calls. */
  readonly isReady: () => boolean;
  /** Puts it on the wire. Resolves when the call is over, whatever came of it; never rejects. */
  run(): Promise<void>;
  /** It will not be put on the wire any more. */
  drop(reason: string): Promise<void>;
}
