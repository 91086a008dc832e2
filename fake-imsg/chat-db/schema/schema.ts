import Database from 'better-sqlite3';
import { INDEXES } from './indexes.ts';
import { TABLES } from './tables.ts';
import { TRIGGERS } from './triggers.ts';

const TYPES: Readonly<Record<string, string>> = { I: 'INTEGER', T: 'TEXT', B: 'BLOB' };
const COLUMN = /^(\w+):(PK|[ITB])([!*]*)(?:=(\d+))?(?:->(\w+)(\^?))?$/;

/** Rows that Messages expects in a fresh file. The counters are text in the real one as well (file-1). */
const PROPERTIES = [
  ['_ClientVersion', '19010'],
  ['counter_in_all', '0'],
  ['counter_out_all', '0'],
  ['counter_in_lifetime', '0'],
  ['counter_out_lifetime', '0'],
  ['counter_last_reset', '0'],
  ['__CSDBRecordSequenceNumber', '0'],
] as const;

function columnSql(column: string): string {
  const match = COLUMN.exec(column);
  if (!match) throw new Error(`schema notation: cannot read the column "${column}"`);
  const [, name, type, marks, value, parent, cascade] = match;
  const parts = [name, type === 'PK' ? 'INTEGER PRIMARY KEY AUTOINCREMENT' : TYPES[type!]];
  if (marks?.includes('!')) parts.push('UNIQUE');
  if (marks?.includes('*')) parts.push('NOT NULL');
  if (value !== undefined) parts.push(`DEFAULT ${value}`);
  if (parent)
    parts.push(`REFERENCES ${parent} (ROWID)${cascade ? ' ON UPDATE CASCADE' : ''} ON DELETE CASCADE`);
  return parts.join(' ');
}

function tableStatements(): string[] {
  return TABLES.trim()
    .split(/\n(?=\w)/)
    .map((block) => {
      const [head, ...lines] = block.split('\n');
      const table = head!.split(/\s/)[0]!;
      const columns = lines
        .filter((line) => !line.trim().startsWith('#'))
        .flatMap((line) => line.trim().split(/\s+/))
        .map(columnSql);
      const constraints = lines
        .filter((line) => line.trim().startsWith('#'))
        .flatMap((line) => line.trim().slice(1).split(';'))
        .map((constraint) => constraint.trim());
      return `CREATE TABLE ${table} (${[...columns, ...constraints].join(', ')})`;
    });
}

function indexStatements(): string[] {
  return INDEXES.trim()
    .split('\n')
    .map((line) => {
      const [name, table, columns, where] = line.split(' | ');
      return `CREATE INDEX ${name} ON ${table} (${columns})${where ? ` WHERE ${where}` : ''}`;
    });
}

const triggerStatements = () =>
  TRIGGERS.map(([name, event, body]) => `CREATE TRIGGER ${name} ${event} BEGIN ${body} END`);

/** Fills an empty database with the schema and first rows of a macOS 26 chat.db. In a file it sets WAL. */
export function createChatDb(db: Database.Database): void {
  db.pragma('journal_mode = WAL');
  db.transaction(() => {
    for (const statement of [...tableStatements(), ...indexStatements(), ...triggerStatements()]) {
      db.exec(statement);
    }
    const property = db.prepare('INSERT INTO _SqliteDatabaseProperties (key, value) VALUES (?, ?)');
    for (const [key, value] of PROPERTIES) property.run(key, value);
    db.exec('INSERT INTO index_state_metrics (id) VALUES (1)');
  })();
  // Messages analyses its file now and then, so the table exists; figures of an empty file would only mislead
  // the planner.
  db.exec('ANALYZE; DELETE FROM sqlite_stat1');
}

let template: Buffer | undefined;

/** An empty chat.db as bytes, made once per process, so that a database in memory opens at once. */
export function chatDbTemplate(): Buffer {
  if (!template) {
    const db = new Database(':memory:');
    createChatDb(db);
    template = db.serialize();
    db.close();
  }
  return template;
}
