/** Tables of what came in: sources, rows and their fates. Booleans are 0 or 1, times end in `_ms`. */
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
  -- Highest rowid when this source was first seen: nothing at or below it was ever live.
  first_boundary INTEGER,
  -- Whether a balloon id ever came from here, which proves that the build reports them (ruling 5).
  balloon_seen INTEGER NOT NULL DEFAULT 0,
  clock_offset_ms INTEGER,
  created_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE event (
  seq INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES source (key),
  event_id TEXT NOT NULL,
  message_rowid INTEGER,
  guid TEXT,
  chat_guid TEXT,
  is_from_me INTEGER NOT NULL,
  raw BLOB,
  arrived_at_ms INTEGER NOT NULL,
  UNIQUE (source, event_id)
) STRICT;
CREATE INDEX event_with_payload ON event (arrived_at_ms) WHERE raw IS NOT NULL;

CREATE TABLE verdict (
  seq INTEGER NOT NULL REFERENCES event (seq),
  account TEXT NOT NULL,
  source INTEGER NOT NULL,
  message_rowid INTEGER,
  -- NULL = pending.
  fate TEXT,
  reason TEXT NOT NULL,
  turn_id TEXT,
  failed_tries INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (seq, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX verdict_pending ON verdict (source, account, seq) WHERE fate IS NULL;
CREATE INDEX verdict_pending_rowid ON verdict (source, message_rowid)
  WHERE fate IS NULL AND message_rowid IS NOT NULL;

-- Counted on arrival, apart from the rows themselves, so that the two can be compared.
CREATE TABLE sighting_count (
  source INTEGER NOT NULL REFERENCES source (key),
  account TEXT NOT NULL,
  sightings INTEGER NOT NULL,
  repeats INTEGER NOT NULL,
  PRIMARY KEY (source, account)
) STRICT, WITHOUT ROWID;
`;
