/**
 * Tables of what came in: sources, rows and their fates. Booleans are 0 or 1, times end in `_ms`.
 *
 * Queries on tables with partial indexes write bound values as `+?`: SQLite compares a bare one with the
 * condition of the index, and then prepares the statement anew at every call, which takes twenty times as
 * long as the query.
 *
 * What is written with each row has no foreign keys: SQLite would look each of them up.
 */
export const JOURNAL_TABLES = `
-- One gateway at a time; every transaction compares its epoch with this row.
CREATE TABLE owner (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  epoch INTEGER NOT NULL,
  instance TEXT NOT NULL,
  acquired_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE source (
  key INTEGER PRIMARY KEY,
  source_id TEXT NOT NULL UNIQUE,
  locator TEXT NOT NULL,
  file_key TEXT,
  journalled_to INTEGER,
  settled_to INTEGER,
  -- Whether a balloon id ever came from here, which proves that the build reports them (ruling-5).
  balloon_seen INTEGER NOT NULL DEFAULT 0,
  -- Whether the build that read it last marks link previews.
  previews_marked INTEGER NOT NULL DEFAULT 0,
  -- [account, sightings, repeats] as JSON, counted on arrival and apart from the rows, so that the two can be
  -- compared. Here, since this row is written with every batch anyway.
  sightings TEXT NOT NULL DEFAULT '[]',
  -- Below these seqs no row of the source that is not late was pending, every turn had ended, and every part was sent or
  -- given up, when rows last arrived. They are looked for from here on, instead of by indexes written with each message.
  pending_from INTEGER NOT NULL DEFAULT 0,
  open_turns INTEGER NOT NULL DEFAULT 0,
  open_parts INTEGER NOT NULL DEFAULT 0,
  -- What the first look found, as JSON: rowids and GUIDs, and what is history; NULL = nobody could look.
  first_marks TEXT NOT NULL DEFAULT '[]',
  beginning TEXT,
  looked_at_ms INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX source_place ON source (locator);

CREATE TABLE event (
  -- Also the number by which agents know a message: the newest row is never deleted, so that none is given twice.
  seq INTEGER PRIMARY KEY,
  source INTEGER NOT NULL,
  event_id TEXT NOT NULL,
  message_rowid INTEGER,
  guid TEXT,
  chat_guid TEXT,
  is_from_me INTEGER NOT NULL,
  arrived_at_ms INTEGER NOT NULL,
  -- What a row that waited is known by besides its GUID, where none had said it before: a keyed hash, kept also where the
  -- body is not.
  content TEXT,
  -- What is kept of a row without its body, as JSON.
  envelope TEXT,
  -- Last, so that the other columns are read without it.
  raw BLOB
) STRICT;

-- By the hash of its \`event_id\`, each row up to the one that is noted: those after it are known in memory.
CREATE TABLE known_row (
  hash INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (hash, seq)
) STRICT, WITHOUT ROWID;

-- Likewise turns and parts by the hashes of their ids, and parts by those of the messages that prove them.
CREATE TABLE known_id (
  hash INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  PRIMARY KEY (hash, seq)
) STRICT, WITHOUT ROWID;

-- Rows by their \`content\`, up to the same one.
CREATE TABLE content (
  hash TEXT PRIMARY KEY,
  seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE verdict (
  seq INTEGER NOT NULL,
  account TEXT NOT NULL,
  source INTEGER NOT NULL,
  message_rowid INTEGER,
  -- 1 = journalled after a row with the same or a higher rowid, or moves no cursor. All others rise with \`seq\`, so the lowest
  -- pending rowid is that of the first of them or of a late one; only late ones need an index.
  is_late INTEGER NOT NULL,
  -- NULL = pending.
  fate TEXT,
  -- As in fates.ts, with what it says about this row.
  code TEXT NOT NULL,
  detail TEXT NOT NULL,
  -- The seq of its turn.
  turn INTEGER,
  -- What was known outside of the row when it was decided, as JSON; NULL = nothing that counted.
  facts TEXT,
  PRIMARY KEY (seq, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX verdict_pending_late ON verdict (source, seq, account) WHERE fate IS NULL AND is_late = 1;
CREATE INDEX verdict_pending_rowid ON verdict (source, message_rowid) WHERE fate IS NULL AND is_late = 1;

-- Rows that the cursor has passed and nobody has seen yet; both ends are missing too.
CREATE TABLE hole (
  source INTEGER NOT NULL REFERENCES source (key),
  from_rowid INTEGER NOT NULL,
  to_rowid INTEGER NOT NULL,
  opened_at_ms INTEGER NOT NULL,
  -- How often imsg was asked for them.
  asked INTEGER NOT NULL,
  PRIMARY KEY (source, from_rowid)
) STRICT, WITHOUT ROWID;

-- Groups that were admitted, by each number that they had, in the order in which they became known.
CREATE TABLE chat (
  key INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES source (key),
  chat_id INTEGER NOT NULL,
  -- Which conversation it is, whatever its number and service.
  meaning TEXT NOT NULL,
  -- What names it in session keys.
  session TEXT NOT NULL,
  UNIQUE (source, chat_id, meaning)
) STRICT;
CREATE INDEX chat_source ON chat (source);

-- What numbers of chats in lists stand for.
CREATE TABLE chat_entry (
  account TEXT NOT NULL,
  -- The list and the entry as it is written there.
  entry TEXT NOT NULL,
  chat_id INTEGER NOT NULL,
  meaning TEXT NOT NULL,
  source_id TEXT NOT NULL,
  -- The conversation that has the number now and that nobody has confirmed, as JSON; NULL = none.
  other TEXT,
  PRIMARY KEY (account, entry)
) STRICT, WITHOUT ROWID;
`;
