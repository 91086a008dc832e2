// Sessions that somebody has begun anew: their key stays, what the agent knows them by changes.

import type { AccessOf } from './access.ts';

export interface SessionEpoch {
  readonly sessionKey: string;
  /** From 2 on: a session that was never begun anew is not kept. */
  readonly epoch: number;
}

/** Each with its input and its result. */
export interface SessionCommands {
  /** Those whose keys come after `afterKey`, in the order of the keys. */
  sessionEpochs: { in: { afterKey: string; limit: number }; out: readonly SessionEpoch[] };
}

export const SESSION_COMMANDS = { sessionEpochs: 'read' } as const satisfies AccessOf<SessionCommands>;
