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
}

export const AWAKE: MacState = {
  clockOffsetMs: 0,
  asleepUntilMs: 0,
  messagesAsleep: false,
  diskFull: false,
  databaseGone: false,
};

/** Whether whatever Messages would write waits. */
export function holdsBack({ messagesAsleep, diskFull, databaseGone }: MacState): boolean {
  return messagesAsleep || diskFull || databaseGone;
}
