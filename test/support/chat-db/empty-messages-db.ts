import { EngineError } from '../../../engine/errors.ts';
import type { MessagesDb } from '../../../engine/ports/messages-db.ts';

/** chat.db of a Mac before its first message. */
export const EMPTY_MESSAGES_DB: MessagesDb = {
  fileKey: async () => null,
  newestRows: async () => ({ last: 0, told: 0 }),
  maxRowid: async () => 0,
  rowsIn: async () => [],
  highestEver: async () => 0,
  guidsAt: async (rowids) => rowids.map(() => null),
  categoriesOf: async (guids) => guids.map(() => null),
  changesOf: async (guids) => guids.map(() => null),
  kindsOf: async (guids) => guids.map(() => null),
  firstRowidSince: async () => null,
  countRows: async () => 0,
  chatsAt: async (rowids) => rowids.map(() => null),
  recentOwnAddresses: async () => [],
  newestSentMs: async () => null,
  ownRows: async () => [],
  deliveriesOf: async (rows) => rows.map(() => null),
  close() {},
};

/** The same, of which no own rows can be read: they are asked of imsg. */
export const MUTE_MESSAGES_DB: MessagesDb = {
  ...EMPTY_MESSAGES_DB,
  async ownRows() {
    throw new EngineError('messages_db_unreadable');
  },
};
