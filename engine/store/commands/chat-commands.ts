// What people tell the gateway to do: durable in the commit that gives their row its fate.

import type { Notice } from './parts.ts';

/** What follows from one command. */
export interface ChatCommandEffects {
  /** What the gateway answers. */
  readonly reply: Notice;
}

/** How a store does it for an account. */
export type CarryOut = (accountId: string, effects: ChatCommandEffects, atMs: number) => void;
