// The background of a chat, as its properties and the notes about it tell (wire-1.2). Facts of MessageStore+ChatBackground.swift in
// openclaw/imsg at bf55cbb. Where a picture would be cached, beside chat.db, there is none.

import type { Database } from 'better-sqlite3';
import { PlistReal, type PlistValue } from '../blobs/binary-plist.ts';
import { isDictionary, readPlist } from '../blobs/plist-reader.ts';
import { type Columns, columnOrNull } from './columns.ts';
import { dateText } from './time.ts';

export interface ChatBackground {
  readonly chatId: number;
  readonly chatGuid: string;
  /** Null = there is no background. */
  readonly channelGuid: string | null;
  /** What else the properties say of it, under the names that imsg gives it. */
  readonly details: Readonly<Record<string, string | number>>;
  /** The newest note that one was set or taken away. */
  readonly latest: {
    readonly row_id: number;
    readonly guid: string;
    readonly action: 'set' | 'clear';
    readonly date: string;
  } | null;
}

/** Null where there is no such chat. */
export type FindBackground = (chatId: number) => ChatBackground | null;

const TEXTS = { trabar: 'asset_url', trabas: 'asset_id', traboid: 'object_id' };
const NUMBERS = {
  trabafs: 'file_size',
  trabapv: 'poster_version',
  trabaCommSafety: 'communication_safety_state',
  trabav: 'version',
};
const CLEARED = 6;

export function createBackgroundQuery(db: Database, columns: Columns): FindBackground {
  const chat = db.prepare(`SELECT COALESCE(guid, '') AS guid,
    ${columnOrNull(columns, 'chat', 'chat', 'properties')} AS properties FROM chat WHERE ROWID = +?`);
  const needed = ['guid', 'item_type', 'group_action_type'];
  const note = needed.every((name) => columns.has(`message.${name}`))
    ? db.prepare(`SELECT m.ROWID AS id, COALESCE(m.guid, '') AS guid, m.group_action_type AS action, m.date AS date
        FROM message m JOIN chat_message_join j ON j.message_id = m.ROWID
        WHERE j.chat_id = +? AND m.item_type = 3 AND m.group_action_type IN (4, 6)
        ORDER BY m.date DESC, m.ROWID DESC LIMIT 1`)
    : null;
  return (chatId) => {
    const found = chat.get(chatId) as { guid: string; properties: Buffer | null } | undefined;
    if (!found) return null;
    const { backgroundProperties } = (found.properties && readPlist(found.properties)) ?? {};
    const properties = isDictionary(backgroundProperties) ? backgroundProperties : {};
    const latest = note?.get(chatId) as
      | { id: number; guid: string; action: number; date: number }
      | undefined;
    return {
      chatId,
      chatGuid: found.guid,
      channelGuid: textIn(properties.trabaid),
      details: { ...named(TEXTS, properties, textIn), ...named(NUMBERS, properties, numberIn) },
      latest: latest
        ? {
            row_id: latest.id,
            guid: latest.guid,
            action: latest.action === CLEARED ? 'clear' : 'set',
            date: dateText(latest.date),
          }
        : null,
    };
  };
}

function named<Value>(
  names: Readonly<Record<string, string>>,
  properties: Readonly<Record<string, PlistValue>>,
  read: (value: PlistValue | undefined) => Value | null,
): Record<string, Value> {
  const entries = Object.entries(names).map(([key, name]) => [name, read(properties[key])] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, Value] => entry[1] !== null));
}

const textIn = (value: PlistValue | undefined) => (typeof value === 'string' && value !== '' ? value : null);

function numberIn(value: PlistValue | undefined): number | null {
  if (value instanceof PlistReal) return Math.trunc(value.number);
  return typeof value === 'number' ? value : null;
}
