import type { MessagesDb } from '../../../engine/ports/messages-db.ts';

/** chat.db of a Mac before its first message. */
export const EMPTY_MESSAGES_DB: MessagesDb = {
  fileKey: async () => null,
  newestTold: async () => 0,
  maxRowid: async () => 0,
  guidsAt: async (rowids) => rowids.map(() => null),
  firstRowidSince: async () => null,
  countRows: async () => 0,
  recentOwnAddresses: async () => [],
  close() {},
};
