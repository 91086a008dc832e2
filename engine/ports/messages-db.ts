// What the engine reads straight from chat.db, read-only. Only a local Mac (or fake) has this; behind a
// remote wrapper the port is absent and the engine relies on the wire alone.

export interface RowMark {
  readonly rowid: number;
  readonly guid: string;
}

export interface MessagesDb {
  /** Device and inode of the file as text, or null when it cannot be read. Not an identity by itself. */
  fileKey(): Promise<string | null>;
  /** MAX(ROWID) of message, 0 when the table is empty. Rejects with `messages_db_unreadable`. */
  maxRowid(): Promise<number>;
  /** The GUIDs found at these rowids, in the order asked; null where no row is. */
  guidsAt(rowids: readonly number[]): Promise<readonly (string | null)[]>;
  close(): void;
}
