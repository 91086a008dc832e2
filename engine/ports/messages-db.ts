// What the engine reads straight from chat.db, read-only. Only a local Mac (or fake) has this; behind a
// remote wrapper the port is absent and the engine relies on the wire alone.

export interface StoredOwnRow {
  readonly rowid: number;
  readonly guid: string;
  /** Null where the words are in the body alone, as those of most sends are. */
  readonly text: string | null;
  /** Left out = it is a message. */
  readonly deed?: StoredDeed;
  /** Left out = none stands beside it by now. */
  readonly files?: readonly StoredFile[];
}

/** What Messages has noted of something that left. */
export interface StoredDelivery {
  /** 0 = no error, or it was delivered all the same. */
  readonly error: number;
  /**
   * Over what it left in the end, such as `iMessage`, `SMS` or `RCS`: where Messages made an SMS of an iMessage, that one. Null =
   * nobody says.
   */
  readonly service: string | null;
}

/** `transfer_name` and `total_bytes` of a file; null or 0 where Messages has not noted them. */
export interface StoredFile {
  readonly name: string | null;
  readonly bytes: number | null;
}

/** What a row does that is no message. */
export interface StoredDeed {
  /** `item_type` and `group_action_type`, 0 where it is no note about its group. */
  readonly itemType: number;
  readonly groupAction: number;
  /** `group_title`, and the handle behind `other_handle`: the new name, and who came or went. Null = none is noted. */
  readonly groupTitle: string | null;
  readonly person: string | null;
  /** `associated_message_type`, 0 where it is put on no message, and that message as it is written there. */
  readonly associatedType: number;
  readonly associatedGuid: string | null;
}

/** `item_type` and `associated_message_type` of a row, 0 where it has none, and the message that it is put on. */
export interface StoredKind {
  readonly itemType: number;
  readonly associatedType: number;
  /** As it is written there; null = on none. */
  readonly associatedGuid: string | null;
  /** Whether files belong to it, also where none is noted yet. */
  readonly hasFiles: boolean;
}

/** `is_filtered` of the chat of a row, and whether the row is spam. */
export interface StoredCategory {
  readonly filtered: number;
  readonly isSpam: boolean;
}

/** What has become of a message that was edited or taken back, in whole or in part. */
export interface StoredChange {
  /** Whether nothing is left of it. */
  readonly isEmptied: boolean;
  /** How many rows its chat has from it on. */
  readonly rowsSince: number;
  /** When it was given other words last, in milliseconds since the Unix epoch; null = never, or nobody noted it. */
  readonly editedAtMs: number | null;
}

/** What chat.db says of a row that was not told. What stands in it comes by the wire alone. */
export interface DatabaseRow {
  readonly rowid: number;
  readonly guid: string | null;
  /** Without one it cannot be answered anywhere. */
  readonly hasChat: boolean;
  /** Whether it is a preview behind another row of its sender in its chat, which imsg may fold into that row or drop. */
  readonly mayBeFolded: boolean;
}

export interface StoredChat {
  readonly guid: string | null;
  readonly identifier: string | null;
}

/** Highest rowids, 0 when there is none. */
export interface NewestRows {
  /** Of all rows. */
  readonly last: number;
  /**
   * Of those that every watch tells of. A link preview that follows another row of its sender in its chat within
   * 90 s does not count, since imsg may fold it into its text or drop it; nor does a row in no chat, which imsg
   * waits for and passes over.
   */
  readonly told: number;
}

export interface MessagesDb {
  /** Device and inode of the file as text, or null when it cannot be read. Not an identity by itself. */
  fileKey(): Promise<string | null>;
  /** MAX(ROWID) of message, 0 when the table is empty. Rejects with `messages_db_unreadable`. */
  maxRowid(): Promise<number>;
  newestRows(): Promise<NewestRows>;
  /** The GUIDs found at these rowids, in the order asked; null where no row is. */
  guidsAt(rowids: readonly number[]): Promise<readonly (string | null)[]>;
  /** Of what kind the rows with these GUIDs are, in the order asked; null where no row is. */
  kindsOf(guids: readonly string[]): Promise<readonly (StoredKind | null)[]>;
  /** What has become of the rows with these GUIDs, in the order asked; null where nothing has, or no row is. */
  changesOf(guids: readonly string[]): Promise<readonly (StoredChange | null)[]>;
  /** How Messages has put aside the conversations of the rows with these GUIDs, in the order asked; null where no row is. */
  categoriesOf(guids: readonly string[]): Promise<readonly (StoredCategory | null)[]>;
  /**
   * The rows that there are and that were not deleted, from `fromRowid` up to and including `toRowid`, by rising
   * rowids, at most `limit`.
   */
  rowsIn(fromRowid: number, toRowid: number, limit: number): Promise<readonly DatabaseRow[]>;
  /** Highest rowid that there has ever been, also where its row is gone. */
  highestEver(): Promise<number>;
  /** The lowest rowid above `aboveRowid` whose message was sent at or after `sentMs`; null = there is none. */
  firstRowidSince(sentMs: number, aboveRowid: number): Promise<number | null>;
  /** How many rows there are above `aboveRowid` up to and including `upToRowid`. */
  countRows(aboveRowid: number, upToRowid: number): Promise<number>;
  /** The own rows of a chat above a rowid, oldest first, at most `limit`. A row that is in no chat yet is none of it. */
  ownRows(chatGuid: string, aboveRowid: number, limit: number): Promise<readonly StoredOwnRow[]>;
  /** What Messages has noted of each of these sends; null where such a row is not there any more. */
  deliveriesOf(
    rows: readonly Pick<StoredOwnRow, 'rowid' | 'guid'>[],
  ): Promise<readonly (StoredDelivery | null)[]>;
  /** The chats with these rowids, in the order asked; null where there is none. */
  chatsAt(rowids: readonly number[]): Promise<readonly (StoredChat | null)[]>;
  /** The addresses of this Mac under which its last 1,000 rows reached or left it, each once. */
  recentOwnAddresses(): Promise<readonly string[]>;
  /** When the newest of the last 1,000 rows of others was sent, by their dates; null = there is none. */
  newestSentMs(): Promise<number | null>;
  close(): void;
}

/** An own row as one record, its files as a JSON array. */
export type OwnRowRecord = Omit<StoredOwnRow, 'deed' | 'files'> & StoredDeed & { readonly files: string };

export function ownRowFrom({ rowid, guid, text, files, ...deed }: OwnRowRecord): StoredOwnRow {
  const beside = JSON.parse(files) as readonly StoredFile[];
  const row = { rowid, guid, text, ...(beside.length > 0 && { files: beside }) };
  return deed.itemType === 0 && deed.associatedType === 0 ? row : { ...row, deed };
}

/** `message.date` counts nanoseconds since 2001-01-01 (wire-4.1). */
export function appleNanoseconds(unixMs: number): bigint {
  return BigInt(Math.trunc(unixMs - APPLE_EPOCH_MS)) * 1_000_000n;
}

/** From when `message.date` counts. */
export const APPLE_EPOCH_MS = 978_307_200_000;
