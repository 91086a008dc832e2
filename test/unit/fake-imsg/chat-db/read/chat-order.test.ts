import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChatDb } from '../../../../../fake-imsg/chat-db/read/chat-db.ts';
import type { HistoryQuery } from '../../../../../fake-imsg/chat-db/read/rows.ts';
import { chatDbTemplate } from '../../../../../fake-imsg/chat-db/schema/schema.ts';
import '../../../../support/repository/seeded.ts';

interface Row {
  readonly chat: 1 | 2;
  readonly handle: 0 | 1 | 2;
  readonly kind: 0 | 2000;
  readonly date: number | null;
  readonly dateLater: number | null;
}

const HANDLES = ['', '+15550001111', 'bo@example.com'] as const;
const DATE = fc.option(fc.integer({ min: -2, max: 5 }), { freq: 6 });
const ROW = fc.record<Row>({
  chat: fc.constantFrom(1, 2),
  handle: fc.constantFrom(0, 1, 2),
  kind: fc.constantFrom(0, 0, 0, 2000),
  date: DATE,
  dateLater: DATE,
});
const BOUND = fc.option(fc.bigInt({ min: -3n, max: 6n }));
const QUERY = fc.record<HistoryQuery>({
  chatId: fc.constantFrom(1, 2, 3),
  limit: fc.integer({ min: 1, max: 12 }),
  senders: fc.subarray([...HANDLES]),
  from: BOUND,
  until: BOUND,
});

/** A file as Messages makes it, its rows in the order in which they arrived; some get another date afterwards. */
function fileOf(rows: readonly Row[], change = ''): Database.Database {
  const db = new Database(chatDbTemplate());
  db.exec(`INSERT INTO handle (ROWID, id, service) VALUES (1, '${HANDLES[1]}', 'iMessage'), (2, '${HANDLES[2]}', 'iMessage');
    INSERT INTO chat (ROWID, guid, style) VALUES (1, 'any;-;1', 45), (2, 'any;-;2', 45);${change}`);
  const insert =
    db.prepare(`INSERT INTO message (ROWID, guid, service, handle_id, associated_message_type, date, is_from_me)
    VALUES (?, ?, 'iMessage', ?, ?, ?, 1)`);
  const join = db.prepare(
    'INSERT INTO chat_message_join (chat_id, message_id, message_date) VALUES (?, ?, ?)',
  );
  const update = db.prepare('UPDATE message SET date = ? WHERE ROWID = ?');
  rows.forEach(({ chat, handle, kind, date, dateLater }, index) => {
    insert.run(index + 1, `G${index + 1}`, handle, kind, date);
    join.run(chat, index + 1, date);
    if (dateLater !== null) update.run(dateLater, index + 1);
  });
  return db;
}

const WITHOUT_TRIGGER = 'DROP TRIGGER update_message_date_after_update_on_message;';
const finalDate = ({ date, dateLater }: Row) => dateLater ?? date;
/** A row without a date is older than all. */
const comparable = (date: number | null) => date ?? Number.NEGATIVE_INFINITY;

function wanted(rows: readonly Row[], { chatId, limit, senders, from, until }: HistoryQuery): number[] {
  return rows
    .map((row, index) => ({ ...row, id: index + 1, date: finalDate(row) }))
    .filter(({ chat, kind }) => chat === chatId && kind === 0)
    .filter(({ handle }) => senders.length === 0 || (handle > 0 && senders.includes(HANDLES[handle])))
    .filter(({ date }) => from === null || (date !== null && date >= Number(from)))
    .filter(({ date }) => until === null || (date !== null && date < Number(until)))
    .sort((one, other) => compared(comparable(other.date), comparable(one.date)) || one.id - other.id)
    .slice(0, limit)
    .map(({ id }) => id);
}

const compared = (one: number, other: number) => (one === other ? 0 : one < other ? -1 : 1);

describe.each([
  ['of Messages', ''],
  ['without the trigger that keeps dates', WITHOUT_TRIGGER],
])('the messages of a chat in a file %s', (_, change) => {
  it('come newest first by their own dates, of one moment those that came first first', () => {
    fc.assert(
      fc.property(fc.array(ROW, { maxLength: 25 }), QUERY, (rows, query) => {
        const db = fileOf(rows, change);
        const found = readChatDb(db, null).rows.history(query);
        db.close();
        expect(found.map(({ id }) => id)).toEqual(wanted(rows, query));
      }),
    );
  });

  it('have the newest own row where its own date says', () => {
    fc.assert(
      fc.property(fc.array(ROW, { maxLength: 12 }), (rows) => {
        const db = fileOf(rows, change);
        const newest = readChatDb(db, null).ownRows.newestOf('any;-;1');
        db.close();
        const ids = rows.flatMap(({ chat }, index) => (chat === 1 ? [index + 1] : []));
        const date = (id: number) => comparable(finalDate(rows[id - 1]!));
        const [first] = ids.sort((one, other) => compared(date(other), date(one)) || other - one);
        expect(newest?.id).toBe(first);
      }),
    );
  });
});

describe('finding the newest messages of a chat', () => {
  /** Every statement that reading prepares while `read` runs, and how SQLite means to carry it out. */
  function plansOf(read: (db: Database.Database) => void): string[] {
    const db = fileOf([]);
    const statements: string[] = [];
    const prepare = (sql: string) => {
      statements.push(sql);
      return db.prepare(sql);
    };
    const watched = Object.create(db, { prepare: { value: prepare } });
    read(watched);
    return statements
      .filter((sql) => /j\.message_date DESC/.test(sql))
      .map((sql) =>
        db
          .prepare(`EXPLAIN QUERY PLAN ${sql.replaceAll(/[@?]\w*/g, '1')}`)
          .all()
          .map((step) => (step as { detail: string }).detail)
          .join('\n'),
      );
  }

  const QUERY_ALL = { chatId: 1, limit: 5, senders: [], from: null, until: null };
  it.each<[string, (db: Database.Database) => void]>([
    ['of all', (db) => readChatDb(db, null).rows.history(QUERY_ALL)],
    ['of its own', (db) => readChatDb(db, null).ownRows.newestOf('any;-;1')],
  ])('%s follows an index and stops there', (_, read) => {
    const [plan, ...others] = plansOf(read);
    expect(others).toEqual([]);
    expect(plan).toContain('COVERING INDEX chat_message_join_idx_message_date_id_chat_id');
    const [page] = plan!.split('SCAN page');
    expect(page).not.toContain('FOR ORDER BY');
  });
});
