import type { Database } from 'better-sqlite3';
import { charactersOf } from '../blobs/characters.ts';
import { type Columns, columnOrNull, hasAssociations } from './columns.ts';
import { textOf } from './rows.ts';
import { dateText } from './time.ts';

/** A tapback that still stands (wire-4.4). */
export interface Reaction {
  id: number;
  type: string;
  emoji: string;
  sender: string;
  /** Absent where Contacts has no name for the sender. */
  sender_name?: string;
  is_from_me: boolean;
  created_at: string;
}

export interface TapbackRow {
  readonly id: number;
  readonly kind: number;
  readonly target: string;
  readonly isFromMe: 0 | 1;
  readonly handle: string | null;
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
 * What a tapback kind and its sentence say; `emoji` is null where there is none (wire-4.3). Of a custom
 * emoji the file has the sentence only: it stands between the English words, or else is the first character that
 * can be an emoji, which a digit can.
 */
export function tapbackMeaning(kind: number, sentence: string): { type: string; emoji: string | null } {
  const classic = CLASSIC[kind % 1000];
  if (classic) return { type: classic[0], emoji: classic[1] };
  return { type: 'custom', emoji: namedEmoji(sentence) || firstEmoji(sentence) };
}

const LEAD = 'Reacted ';

function namedEmoji(sentence: string): string | null {
  const lead = sentence.indexOf(LEAD);
  if (lead === -1) return null;
  const from = lead + LEAD.length;
  const to = sentence.indexOf(' to ', from);
  return to === -1 ? null : sentence.slice(from, to);
}

function firstEmoji(sentence: string): string | null {
  return charactersOf(sentence).find((character) => /\p{Emoji}/u.test(character)) ?? null;
}

/** The message a tapback or sticker points at: what follows the last slash, if anything; `bp:` stays, as in imsg. */
export function targetGuid(target: string): string {
  return target.slice(target.lastIndexOf('/') + 1) || target;
}

/** The standing reactions of each of these messages, oldest first. */
export type ReactionQuery = (guids: readonly string[]) => Map<string, Reaction[]>;

export function createReactionQuery(db: Database, columns: Columns): ReactionQuery {
  if (!hasAssociations(columns)) return () => new Map();
  const body = columnOrNull(columns, 'message', 'm', 'attributedBody');
  const rows =
    db.prepare(`SELECT m.ROWID AS id, m.associated_message_type AS kind, m.associated_message_guid AS target,
      h.id AS handle, COALESCE(m.is_from_me, 0) != 0 AS isFromMe, m.date AS date, m.text AS storedText,
      CASE WHEN typeof(${body}) = 'blob' THEN ${body} END AS body
    FROM message m LEFT JOIN handle h ON h.ROWID = m.handle_id
    WHERE m.associated_message_guid IN (SELECT value FROM json_each(?))
      AND (m.associated_message_type BETWEEN 2000 AND 2006 OR m.associated_message_type BETWEEN 3000 AND 3006)
    ORDER BY m.date, m.ROWID`);
  const nextTarget = db.prepare(`SELECT associated_message_guid AS target FROM message
      WHERE associated_message_guid >= +? AND instr(associated_message_guid, '/') > 0
      ORDER BY associated_message_guid LIMIT 1`);

  // Tapbacks name their target behind a part number (`p:3/GUID`), or whatever else ends with a slash. Hopping from
  // one such prefix to the next along the index finds the few that exist, where a LIKE would read the whole table
  // for every message.
  const prefixes = (): string[] => {
    const found: string[] = [];
    let from = '';
    for (;;) {
      const next = nextTarget.get(from) as { target: string } | undefined;
      if (!next) return found;
      const prefix = next.target.slice(0, next.target.lastIndexOf('/'));
      found.push(`${prefix}/`);
      // The first text behind all that start with the prefix: 0 follows the slash.
      from = `${prefix}0`;
    }
  };

  return (guids) => {
    const standing = new Map<string, Reaction[]>();
    const named = guids.filter((guid) => guid !== '');
    if (named.length === 0) return standing;
    const targets = ['', ...prefixes()].flatMap((prefix) => named.map((guid) => prefix + guid));
    for (const row of rows.all(JSON.stringify(targets)) as TapbackRow[]) applyTapback(standing, row);
    return standing;
  };
}

/** Somebody has each reaction once: given again, it takes the place of the former. */
function applyTapback(standing: Map<string, Reaction[]>, row: TapbackRow): void {
  const guid = targetGuid(row.target);
  const list = standing.get(guid) ?? [];
  standing.set(guid, list);
  const { type, emoji } = tapbackMeaning(row.kind, textOf(row));
  const sender = row.handle ?? '';
  const isFromMe = row.isFromMe === 1;
  // Taking back a custom emoji that the sentence does not tell takes any of that person's.
  const index = list.findIndex(
    (one) =>
      one.type === type &&
      (emoji === null || one.emoji === emoji) &&
      one.sender === sender &&
      one.is_from_me === isFromMe,
  );
  if (row.kind >= 3000) {
    if (index !== -1) list.splice(index, 1);
    return;
  }
  if (emoji === null) return;
  const reaction = { id: row.id, type, emoji, sender, is_from_me: isFromMe, created_at: dateText(row.date) };
  if (index === -1) list.push(reaction);
  else list[index] = reaction;
}
