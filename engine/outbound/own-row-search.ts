// Where own rows are looked for besides the watch: in chat.db, else over the wire.

import { type OwnDeed, type OwnFile, type OwnRow, ownRowOf } from '../echo/own-rows.ts';
import { EngineError } from '../errors.ts';
import { messagesHistory } from '../imsg/methods.ts';
import { historyReader, type NewestSource } from '../imsg/newest-messages.ts';
import { chatWords } from '../log-text.ts';
import { safeFileName } from '../message/file-name.ts';
import type { ChatGuid, MessageGuid, Rowid } from '../message/ids.ts';
import { normalize } from '../message/normalize.ts';
import { isReactionType, withoutPart } from '../message/reaction.ts';
import { tapbackOfType } from '../message/tapback.ts';
import type { Logger } from '../ports/logger.ts';
import type { MessagesDb, StoredDeed, StoredFile, StoredOwnRow } from '../ports/messages-db.ts';
import type { PartRow } from '../store/commands/parts.ts';
import { chatsOf } from './chat-of.ts';
import { kindOf } from './kinds/kinds.ts';

/** Own rows of a chat looked at when a send has to be proved. */
const OWN_ROWS_MAX = 200;

interface SearchOptions extends NewestSource {
  /** Null behind a remote wrapper. */
  readonly db: MessagesDb | null;
  readonly logger: Logger;
}

export interface OwnRowSearch {
  /** What chat.db has above the part's mark; null where it cannot be read right now. */
  inDatabase(part: PartRow): Promise<readonly OwnRow[] | null>;
  /** What imsg tells of the chat's newest rows; null where it cannot be asked right now, or takes too long. */
  inHistory(part: PartRow): Promise<readonly OwnRow[] | null>;
  /** Whether imsg reads and is never asked for history: then the words come by the watch alone. */
  isSilent(): boolean;
}

export function createOwnRowSearch(options: SearchOptions): OwnRowSearch {
  const { db, logger } = options;
  const tried = async (part: PartRow, search: () => Promise<readonly OwnRow[]>) => {
    try {
      return await search();
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      logger.debug(
        `imessage: own rows of ${chatWords(part.target.chatId)} could not be read: ${error.message}`,
      );
      return null;
    }
  };
  return {
    async inDatabase(part) {
      if (db === null || part.maxRowid === null) return null;
      const { maxRowid, target } = part;
      return tried(part, async () => {
        const found: OwnRow[] = [];
        for (const chatGuid of chatsOf(target)) {
          const rows = await db.ownRows(chatGuid, maxRowid, OWN_ROWS_MAX);
          found.push(...rows.map((row) => storedRow(row, chatGuid)));
        }
        return found;
      });
    },
    async inHistory(part) {
      const caller = historyReader(options);
      if (caller === null) return null;
      const { chatId, to } = part.target;
      // No chat has a number before somebody has written in it.
      if (to !== undefined) return [];
      const files = kindOf(part).isFile ? { attachments: true } : {};
      const request = { chatId, limit: OWN_ROWS_MAX, ...files };
      return tried(part, async () => ownRowsIn(await messagesHistory(caller, request)));
    },
    isSilent: () => options.readClient() !== null && historyReader(options) === null,
  };
}

function storedRow(row: StoredOwnRow, chatGuid: ChatGuid): OwnRow {
  const files = row.files?.flatMap(fileOf) ?? [];
  const known = {
    rowid: row.rowid as Rowid,
    guid: row.guid as MessageGuid,
    chatGuid,
    ...(files.length > 0 && { files }),
  };
  const deed = row.deed && deedOf(row.deed);
  return deed ? { ...known, text: null, deed } : { ...known, text: row.text };
}

function fileOf({ name, bytes }: StoredFile): OwnFile | [] {
  const safe = safeFileName(name ?? '');
  return safe === null ? [] : { name: safe, bytes };
}

function deedOf({ associatedType, associatedGuid, ...note }: StoredDeed): OwnDeed | null {
  const { itemType, groupAction, groupTitle: title, person } = note;
  if (itemType !== 0) return { kind: 'note', itemType, groupAction, title, person };
  if (!isReactionType(associatedType)) return null;
  const { tapback = null, isRemoved = false } = tapbackOfType(associatedType) ?? {};
  const target = associatedGuid === null ? null : withoutPart(associatedGuid);
  return { kind: 'tapback', tapback, isRemoved, target };
}

function ownRowsIn(messages: readonly unknown[]): OwnRow[] {
  return messages.flatMap((payload) => {
    const normalized = normalize(payload);
    return normalized.ok ? (ownRowOf(normalized.message) ?? []) : [];
  });
}
