import type { Database } from 'better-sqlite3';
import type { Columns } from './read-columns.ts';
import { senderOf, textOf } from './read-rows.ts';
import { dateText } from './read-time.ts';

/** A tapback that still stands (protocol section 4.4). */
export interface Reaction {
  id: number;
  type: string;
  emoji: string;
  sender: string;
  is_from_me: boolean;
  created_at: string;
}

export interface TapbackRow {
  readonly id: number;
  readonly kind: number;
  readonly target: string;
  readonly isFromMe: 0 | 1;
  readonly handle: string | null;
  readonly caller: string | null;
  readonly storedText: string | null;
  readonly body: Uint8Array | null;
  readonly date: number | null;
}

const CLASSIC = [
  ['love', '❤️'],
  ['like', '👍'],
  ['dislike', '👎'],
  ['laugh', '😂'],
  ['emphasis', '‼️'],
  ['question', '❓'],
] as const;

/**
 * What a tapback kind and its sentence say. A custom emoji is found in the sentence only, before the quoted
 * text; `emoji` is null where none is there (protocol section 4.3).
 */
export function tapbackMeaning(kind: number, sentence: string): { type: string; emoji: string | null } {
  const classic = CLASSIC[kind % 1000];
  if (classic) return { type: classic[0], emoji: classic[1] };
  const lead = sentence.split(/[“"„«]/, 1)[0] ?? '';
  return { type: 'custom', emoji: /\p{RGI_Emoji}/v.exec(lead)?.[0] ?? null };
}

/** The message a tapback or sticker points at: what follows the last slash; `bp:` stays, as in imsg. */
export function targetGuid(target: string): string {
  return target.slice(target.lastIndexOf('/') + 1);
}

/** The standing reactions of each of these messages, oldest first. */
export type ReactionQuery = (guids: readonly string[]) => Map<string, Reaction[]>;

export function createReactionQuery(db: Database, columns: Columns): ReactionQuery {
  const known =
    columns.has('message.associated_message_guid') && columns.has('message.associated_message_type');
  if (!known) return () => new Map();
  const optional = (column: string) => (columns.has(`message.${column}`) ? `m.${column}` : 'NULL');
  const rows = db.prepare(`SELECT m.ROWID AS id, m.associated_message_type AS kind,
      m.associated_message_guid AS target, m.is_from_me AS isFromMe, h.id AS handle, m.text AS storedText,
      ${optional('destination_caller_id')} AS caller, ${optional('attributedBody')} AS body, m.date
    FROM message m LEFT JOIN handle h ON h.ROWID = m.handle_id
    WHERE m.associated_message_guid IN (SELECT value FROM json_each(?))
      AND (m.associated_message_type BETWEEN 2000 AND 2006 OR m.associated_message_type BETWEEN 3000 AND 3006)
    ORDER BY m.date, m.ROWID`);
  const nextTarget = db
    .prepare(`SELECT associated_message_guid FROM message WHERE associated_message_guid >= ?
      AND associated_message_guid < 'p;' ORDER BY associated_message_guid LIMIT 1`)
    .pluck();

  // Tapbacks name their target behind a part number (`p:3/GUID`). Hopping from one part prefix to the next
  // along the index finds the few that exist, where a LIKE would read the whole table for every message.
  const partPrefixes = (): string[] => {
    const prefixes: string[] = [];
    let from = 'p:';
    for (;;) {
      const target = nextTarget.get(from) as string | undefined;
      const slash = target?.indexOf('/') ?? -1;
      if (target === undefined || slash === -1) return prefixes;
      const prefix = target.slice(0, slash);
      prefixes.push(`${prefix}/`);
      from = `${prefix}0`;
    }
  };

  return (guids) => {
    const standing = new Map<string, Reaction[]>();
    const named = guids.filter((guid) => guid !== '');
    if (named.length === 0) return standing;
    const prefixes = ['', ...partPrefixes()];
    const targets = prefixes.flatMap((prefix) => named.map((guid) => prefix + guid));
    for (const row of rows.all(JSON.stringify(targets)) as TapbackRow[]) applyTapback(standing, row);
    return standing;
  };
}

function applyTapback(standing: Map<string, Reaction[]>, row: TapbackRow): void {
  const guid = targetGuid(row.target);
  const list = standing.get(guid) ?? [];
  standing.set(guid, list);
  const { type, emoji } = tapbackMeaning(row.kind, textOf(row));
  const sender = senderOf(row);
  const isFromMe = row.isFromMe === 1;
  if (row.kind >= 3000) {
    const index = list.findIndex(
      (one) => one.type === type && one.sender === sender && one.is_from_me === isFromMe,
    );
    if (index !== -1) list.splice(index, 1);
  } else if (emoji !== null) {
    list.push({ id: row.id, type, emoji, sender, is_from_me: isFromMe, created_at: dateText(row.date) });
  }
}
