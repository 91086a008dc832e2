import type { Database } from 'better-sqlite3';
import type { AttachmentQueries } from './attachments.ts';
import { type Columns, columnOrNull } from './columns.ts';
import { type FoldedRow, foldPreviews, newestFirst, type PreviewOptions } from './previews.ts';
import { bodyReader, type MessageRow, type RowPolicy, type RowQueries, rowFields, textOf } from './rows.ts';

export interface SearchQuery {
  /** Space around it does not count; with nothing else in it nothing is found. */
  readonly text: string;
  readonly match: 'contains' | 'exact';
  readonly limit: number;
}

/** What builds differ in (wire-1.2, wire-2.6 and wire-7). */
export interface SearchPolicy {
  /** Whether a text that only the body holds is found. */
  readonly bodies: boolean;
  /** Which letters are the same but for case. */
  readonly letters: 'ascii' | 'unicode';
  /** Whether voice memos are found by what was said in them. Default false. */
  readonly transcripts?: true;
}

type TextRow = Pick<MessageRow, 'id' | 'storedText' | 'body' | 'isAudio'>;

/**
 * The messages that match, newest first by date, link previews folded in. A row of several chats is found in
 * each of them, a row of none once.
 */
export type Search = (query: SearchQuery, policy: SearchPolicy, previews: PreviewOptions) => FoldedRow[];

export interface SearchQueries {
  readonly rows: Pick<RowQueries, 'before'>;
  readonly bodies: RowPolicy['bodies'];
  readonly attachments: Pick<AttachmentQueries, 'transcriptions'>;
}

export function createSearch(
  db: Database,
  columns: Columns,
  { rows, bodies, attachments }: SearchQueries,
): Search {
  const read = bodyReader({ bodies });
  // Here alone the whole span of tapback numbers is left out, also those that mean nothing yet.
  const ordinary = columns.has('message.associated_message_type')
    ? 'COALESCE(m.associated_message_type NOT BETWEEN 2000 AND 3006, 1)'
    : '1';
  const body = columnOrNull(columns, 'message', 'm', 'attributedBody');
  const audio = `COALESCE(${columnOrNull(columns, 'message', 'm', 'is_audio_message')}, 0) != 0`;
  const scan = (blob: string) =>
    db.prepare(`SELECT m.ROWID AS id, m.text AS storedText, ${blob} AS body, ${audio} AS isAudio FROM message m
      WHERE ${ordinary} ORDER BY m.date DESC, m.ROWID DESC`);
  const texts = scan('NULL');
  const textsAndBodies = scan(`CASE WHEN COALESCE(m.text, '') = '' THEN ${body} END`);
  const whole = db.prepare(`SELECT ${rowFields(columns)}, j.chat_id AS chatId
    FROM message m LEFT JOIN handle h ON h.ROWID = m.handle_id
      LEFT JOIN chat_message_join j ON j.message_id = m.ROWID
    WHERE m.ROWID IN (SELECT value FROM json_each(?)) ORDER BY m.date DESC, m.ROWID DESC, j.chat_id`);

  return (query, policy, previews) => {
    const spokenIn = ({ id, isAudio }: TextRow) =>
      policy.transcripts && isAudio
        ? attachments.transcriptions([{ id, isAudio, fileCount: 1 }]).get(id)
        : undefined;
    const matches = matcher(query, policy, spokenIn);
    if (!matches || query.limit < 1) return [];
    const ids: number[] = [];
    const candidates = (policy.bodies ? textsAndBodies : texts).iterate();
    for (const row of candidates as IterableIterator<TextRow>) {
      if (matches(read(row))) ids.push(row.id);
      // Without folding every row is a message of its own.
      if (previews.foldMax === 0 && ids.length === query.limit) break;
    }
    const found = (whole.all(JSON.stringify(ids)) as MessageRow[]).map(read);
    return fold(found, previews, rows, matches).slice(0, query.limit);
  };
}

function matcher(
  { text, match }: SearchQuery,
  { bodies, letters }: SearchPolicy,
  spokenIn: (row: TextRow) => string | undefined,
): ((row: TextRow) => boolean) | null {
  const same = letters === 'ascii' ? asciiLower : unicodeLower;
  const wanted = same(text.trim());
  if (wanted === '') return null;
  return (row) => {
    const own = same(spokenIn(row) ?? (bodies ? textOf(row) : (row.storedText ?? '')));
    return match === 'exact' ? own === wanted : own.includes(wanted);
  };
}

const asciiLower = (text: string) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
const unicodeLower = (text: string) => text.normalize('NFC').toLowerCase();

function fold(
  found: readonly MessageRow[],
  previews: PreviewOptions,
  rows: Pick<RowQueries, 'before'>,
  matches: (row: MessageRow) => boolean,
): FoldedRow[] {
  if (previews.foldMax === 0) return found.map((row) => ({ row, preview: null }));
  const ascending = [...found].sort((one, other) => one.id - other.id);
  const folded = foldPreviews(ascending, { foldMax: previews.foldMax, rows, detached: matches });
  return folded.sort(newestFirst);
}
