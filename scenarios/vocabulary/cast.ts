// Who and what the words of a scenario may speak of.

/** Who writes from another device of the Mac's owner. */
export const OWNER = 'owner';

export interface Chat {
  /** The group's name; empty = it has none. */
  readonly name: string;
  /** Handles. */
  readonly with: readonly string[];
}

export interface Cast {
  /** Handles by name. */
  readonly people: Readonly<Record<string, string>>;
  readonly chats: Readonly<Record<string, Chat>>;
  /** Which drivers the scenario is for. */
  readonly drivers: readonly string[];
  /** Between the two rows of a split send; undefined = as the fake does it by itself. */
  readonly splitSendMs: number | undefined;
}
