/** What the Mac is doing at a moment, apart from what it permits. */
export interface MacState {
  /** How far its wall clock is from the true time, in milliseconds. */
  readonly clockOffsetMs: number;
  /** When it wakes, in device wall milliseconds; not after now = it is awake. */
  readonly asleepUntilMs: number;
  /** Whether Messages does nothing, so that whatever it would write waits. */
  readonly messagesAsleep: boolean;
  /** Whether there is no room for another row, which makes Messages wait just as well. */
  readonly diskFull: boolean;
  /** Whether chat.db is not where it belongs; Messages waits for it too. */
  readonly databaseGone: boolean;
  /** Whether nothing reaches it from Apple's servers; what leaves it still does. */
  readonly pushDead: boolean;
}

export const AWAKE: MacState = {
  clockOffsetMs: 0,
  asleepUntilMs: 0,
  messagesAsleep: false,
  diskFull: false,
  databaseGone: false,
  pushDead: false,
};

/**
 * Who makes a write happen: the Mac itself, Messages by what is done on this Mac, or Apple's Push service, by
 * which everything comes that somebody does elsewhere.
 */
export type WrittenBy = 'mac' | 'messages' | 'push';

/** Whose writes can happen in this state; the others wait. */
export function writersAtWork({
  messagesAsleep,
  diskFull,
  databaseGone,
  pushDead,
}: MacState): readonly WrittenBy[] {
  if (messagesAsleep || diskFull || databaseGone) return ['mac'];
  return pushDead ? ['mac', 'messages'] : ['mac', 'messages', 'push'];
}
