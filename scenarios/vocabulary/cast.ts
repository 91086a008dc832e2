// Who and what the words of a scenario may speak of.

/** Who writes from another device of the Mac's owner. */
export const OWNER = 'owner';

export interface Chat {
  /** The group's name; empty = it has none. */
  readonly name: string;
  /** Handles. */
  readonly with: readonly string[];
  /** What its row says where that does not follow from name and members. */
  readonly row?: ChatRow | undefined;
}

/** A chat as it stands in chat.db. */
export interface ChatRow {
  readonly guid: string;
  readonly identifier?: string | undefined;
  /** 43 a group, 45 a direct chat. */
  readonly style?: number | undefined;
  readonly service?: string | undefined;
}

export interface Cast {
  /** Handles by name. */
  readonly people: Readonly<Record<string, string>>;
  /** The further handles of those who have several, by name. */
  readonly otherHandles?: Readonly<Record<string, readonly string[]>>;
  readonly chats: Readonly<Record<string, Chat>>;
  /** Which drivers the scenario is for. */
  readonly drivers: readonly string[];
  /** Between the two rows of a split send; undefined = as the fake does it by itself. */
  readonly splitSendMs: number | undefined;
}
