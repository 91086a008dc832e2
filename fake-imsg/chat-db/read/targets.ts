import type { Database } from 'better-sqlite3';
import type { ChatRecord } from './chats.ts';

/** By which service somebody was reached before, as far as this file tells. */
export type KnownService = 'imessage' | 'sms' | 'unknown';

/** How a send finds its chat (wire-6.2). */
export interface TargetQueries {
  /** A chat by guid or identifier, in any of the forms that mean the same: see `targetForms`. */
  chat(target: string): ChatRecord | null;
  /** A chat whose guid or identifier is exactly this. */
  exactChat(target: string): ChatRecord | null;
  /** Whether a message stands in a chat, by any of these guids and identifiers. */
  holds(names: readonly string[], messageGuid: string): boolean;
  /** iMessage as soon as one message by it did not fail; SMS where there is nothing but SMS. */
  serviceOf(handle: string): KnownService;
}

const NEUTRAL = /^any;([-+]);(.*)$/s;

/** What a guid or identifier may mean: itself, with the other polarity, and bare, where it names no service. */
export function targetForms(target: string): string[] {
  const trimmed = target.trim();
  const [, polarity, bare] = NEUTRAL.exec(trimmed) ?? [];
  if (bare === undefined) return trimmed === '' ? [] : [trimmed];
  return [trimmed, `any;${polarity === '+' ? '-' : '+'};${bare}`, bare].filter((form) => form !== '');
}

/** The forms in which the file may have an address: as typed, digits alone, with and without the country's. */
export function handleForms(handle: string): string[] {
  const trimmed = handle.trim();
  if (trimmed.includes('@')) return [trimmed.toLowerCase()];
  const digits = trimmed.replace(/\D/g, '');
  if (digits === '') return trimmed === '' ? [] : [trimmed];
  if (digits.startsWith('1') && digits.length > 10) return [trimmed, digits, digits.slice(1), `+${digits}`];
  return digits.length === 10
    ? [trimmed, digits, `1${digits}`, `+1${digits}`]
    : [trimmed, digits, `+${digits}`];
}

interface ServiceRow {
  readonly service: string;
  readonly messages: number;
  readonly failures: number;
}

export function createTargetQueries(
  db: Database,
  chatById: (id: number) => ChatRecord | null,
): TargetQueries {
  const find = db
    .prepare<[{ target: string }], number>(
      `SELECT ROWID FROM chat WHERE chat_identifier = +@target OR guid = +@target ORDER BY ROWID LIMIT 1`,
    )
    .pluck();
  const exactChat = (target: string) => {
    const id = find.get({ target: target.trim() });
    return id === undefined ? null : chatById(id);
  };
  const hasColumn = (table: string, column: string) =>
    db.prepare(`SELECT 1 FROM pragma_table_info('${table}') WHERE name = ?`).get(column) !== undefined;
  const failures = hasColumn('message', 'error') ? 'COUNT(CASE WHEN m.error != 0 THEN 1 END)' : '0';
  const services = hasColumn('handle', 'service')
    ? db.prepare<[string], ServiceRow>(`SELECT LOWER(COALESCE(h.service, '')) AS service,
        COUNT(m.ROWID) AS messages, ${failures} AS failures
      FROM json_each(?) AS form JOIN handle h ON h.id = form.value LEFT JOIN message m ON m.handle_id = h.ROWID
      GROUP BY h.ROWID ORDER BY h.ROWID`)
    : null;
  const held = db.prepare(`SELECT 1 FROM message m JOIN chat_message_join j ON j.message_id = m.ROWID
    JOIN chat c ON c.ROWID = j.chat_id WHERE m.guid = +@guid
      AND (c.guid IN (SELECT value FROM json_each(@names)) OR c.chat_identifier IN (SELECT value FROM json_each(@names)))
    LIMIT 1`);
  return {
    exactChat,
    holds: (names, guid) => held.get({ guid, names: JSON.stringify(names) }) !== undefined,
    chat(target) {
      for (const form of targetForms(target)) {
        const chat = exactChat(form);
        if (chat) return chat;
      }
      return null;
    },
    serviceOf(handle) {
      const rows = services?.all(JSON.stringify([...new Set(handleForms(handle))])) ?? [];
      const isReached = ({ service, messages, failures }: ServiceRow) =>
        (service === 'imessage' || service === 'imessagelite') && failures < messages;
      if (rows.some(isReached)) return 'imessage';
      return rows.some(({ service }) => service === 'sms') ? 'sms' : 'unknown';
    },
  };
}
