import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APPLICATION_ID, SCHEMA_VERSION } from '../../../../../engine/store/migrations.ts';
import { openDatabase, openForReading } from '../../../../../engine/store/sqlite/open-database.ts';
import { createTempFolder } from '../../../../support/repository/temp-folder.ts';

let folder: ReturnType<typeof createTempFolder>;
let path: string;
beforeEach(() => {
  folder = createTempFolder();
  path = join(folder.path, 'state', 'state.db');
});
afterEach(() => folder.remove());

const open = <Result>(work: (db: Database.Database) => Result): Result => {
  const db = openDatabase(path);
  try {
    return work(db);
  } finally {
    db.close();
  }
};
/** Writes to the file as another program would. */
const alter = (...pragmas: string[]) => {
  const db = new Database(path);
  for (const pragma of pragmas) db.pragma(pragma);
  db.close();
};
const digest = () => createHash('sha256').update(readFileSync(path)).digest('hex');
const mode = (file: string) => statSync(file).mode & 0o777;
const refusal = () => {
  try {
    openDatabase(path).close();
    return 'opened';
  } catch (error) {
    return error;
  }
};

describe('opening a store', () => {
  it('creates it with the marks of an imgate store at the newest version', () => {
    const [applicationId, version] = open((db) => [
      db.pragma('application_id', { simple: true }),
      db.pragma('user_version', { simple: true }),
    ]);
    expect([applicationId, version]).toEqual([APPLICATION_ID, SCHEMA_VERSION]);
  });

  it('has the tables that something uses, and no other', () => {
    const tables = open((db) =>
      db
        .prepare(
          "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
        )
        .pluck()
        .all(),
    );
    expect(tables).toEqual([
      'approval',
      'approval_prompt',
      'chat',
      'chat_entry',
      'content',
      'event',
      'first_turn',
      'group_window',
      'hole',
      'known_id',
      'known_row',
      'note',
      'owner',
      'owners_word',
      'pairing_approval',
      'pairing_request',
      'part',
      'session',
      'source',
      'system_event',
      'turn',
      'verdict',
    ]);
  });

  const modes = () =>
    open((db) => {
      db.exec("INSERT INTO note (scope, key, value) VALUES ('s', 'k', 'v') ON CONFLICT DO NOTHING");
      return [path, `${path}-wal`, `${path}-shm`].map(mode);
    });

  it('keeps the files from everybody else', () => {
    expect(modes()).toEqual([0o600, 0o600, 0o600]);
    expect(mode(join(folder.path, 'state'))).toBe(0o700);
  });

  it.each([0o777, 0o770, 0o702])('is refused in a folder that others may write to: mode %o', (mode) => {
    open(() => {});
    chmodSync(join(folder.path, 'state'), mode);
    expect(refusal()).toMatchObject({
      code: 'store_unusable',
      message: expect.stringContaining('is open to other users'),
    });
  });

  it('is refused in a folder that is a link, and where the file is one', () => {
    open(() => {});
    symlinkSync(join(folder.path, 'state'), join(folder.path, 'link'));
    const real = path;
    path = join(folder.path, 'link', 'state.db');
    expect(refusal()).toMatchObject({ message: expect.stringContaining('is a symbolic link') });
    path = join(folder.path, 'state', 'other.db');
    symlinkSync(real, path);
    expect(refusal()).toMatchObject({ message: expect.stringContaining('is a symbolic link') });
  });

  it('takes rights away that an existing file gave to others', () => {
    open(() => {});
    chmodSync(path, 0o644);
    expect(modes()).toEqual([0o600, 0o600, 0o600]);
  });

  it('is durable at every open, also of a file that another program left otherwise', () => {
    open(() => {});
    alter('journal_mode = DELETE');
    const settings = open((db) =>
      [
        'journal_mode',
        'synchronous',
        'fullfsync',
        'checkpoint_fullfsync',
        'foreign_keys',
        'busy_timeout',
      ].map((name) => db.pragma(name, { simple: true })),
    );
    expect(settings).toEqual(['wal', 2, 1, 1, 1, 50]);
  });

  it('takes a file that a crash left empty or without its first commit', () => {
    open(() => {});
    writeFileSync(path, '');
    open(() => {});
    const blank = join(folder.path, 'blank.db');
    const db = new Database(blank);
    db.pragma('journal_mode = WAL');
    db.close();
    path = blank;
    expect(open((opened) => opened.pragma('user_version', { simple: true }))).toBe(SCHEMA_VERSION);
  });
});

describe('a file that is not for this imgate', () => {
  it('of a newer version is refused and left as it was', () => {
    open(() => {});
    alter(`user_version = ${SCHEMA_VERSION + 1}`);
    const before = digest();
    expect(refusal()).toMatchObject({ code: 'store_too_new', message: expect.stringContaining(path) });
    expect(digest()).toBe(before);
  });

  it('of another program is refused and left as it was', () => {
    open(() => {});
    alter('journal_mode = DELETE', 'application_id = 7');
    const before = digest();
    expect(refusal()).toMatchObject({ code: 'store_unusable', message: expect.stringContaining(path) });
    expect(digest()).toBe(before);
  });

  it('with tables but without any mark is refused', () => {
    path = join(folder.path, 'foreign.db');
    const db = new Database(path);
    db.exec('CREATE TABLE message (guid TEXT)');
    db.close();
    expect(refusal()).toMatchObject({ code: 'store_unusable' });
  });

  it('that is no database is refused with its path and left as it was', () => {
    path = join(folder.path, 'notes.txt');
    writeFileSync(path, 'shopping list\n'.repeat(100));
    const before = digest();
    expect(refusal()).toMatchObject({ code: 'store_unusable', message: expect.stringContaining(path) });
    expect(digest()).toBe(before);
  });

  it('that is a folder is refused with its path', () => {
    mkdirSync(path, { recursive: true });
    expect(refusal()).toMatchObject({ code: 'store_unusable', message: expect.stringContaining(path) });
  });

  it('in a folder that cannot be made is refused with its path', () => {
    writeFileSync(join(folder.path, 'state'), 'a file where the folder should be');
    expect(refusal()).toMatchObject({ code: 'store_unusable', message: expect.stringContaining(path) });
  });
});

describe('reading a store beside its gateway', () => {
  const readRefusal = () => {
    try {
      openForReading(path).close();
      return 'opened';
    } catch (error) {
      return error;
    }
  };

  it('changes nothing, and cannot', () => {
    open(() => {});
    const before = digest();
    const db = openForReading(path);
    expect(() => db.exec('DELETE FROM owner')).toThrow(/readonly/);
    db.close();
    expect(digest()).toBe(before);
  });

  it('of a folder in which no gateway ran is refused, and nothing is made there', () => {
    expect(readRefusal()).toMatchObject({
      code: 'store_unusable',
      message: expect.stringContaining(`There is no store at ${path}`),
    });
    expect(existsSync(path)).toBe(false);
  });

  it('of another version is refused with what to do', () => {
    open(() => {});
    alter(`user_version = ${SCHEMA_VERSION + 1}`);
    expect(readRefusal()).toMatchObject({ code: 'store_too_new' });
    alter('user_version = 0');
    expect(readRefusal()).toMatchObject({
      code: 'store_unusable',
      message: expect.stringContaining('a start of the gateway brings it up to date'),
    });
  });
});
