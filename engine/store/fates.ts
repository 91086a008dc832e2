// The one final answer of a row.

/** The one final answer for a row and account. Closed list. */
export const FATES = [
  'dispatched',
  'merged',
  'command',
  'reaction',
  'approval',
  'challenged',
  'denied',
  'stale',
  'echo',
  'context',
  'empty',
  'malformed',
  'dead',
] as const;
export type Fate = (typeof FATES)[number];
