/** Tables of what goes out: turns and the parts of their answers. */
export const TURN_TABLES = `
-- Sessions that somebody has begun anew.
CREATE TABLE session (
  session TEXT PRIMARY KEY,
  epoch INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE turn (
  seq INTEGER PRIMARY KEY,
  -- Of one turn alone, which \`known_id\` sees to: an index of ids would dirty a page of its own with each.
  turn_id TEXT NOT NULL,
  account TEXT NOT NULL,
  state TEXT NOT NULL,
  lane TEXT NOT NULL,
  -- The seqs of its rows as a JSON array.
  members TEXT NOT NULL,
  text TEXT NOT NULL,
  context TEXT NOT NULL,
  -- What it is given besides its text, as JSON; NULL = not prepared yet.
  preparation TEXT,
  attempts INTEGER NOT NULL,
  -- Why it ended without an answer, as in fates.ts; NULL = it did not.
  code TEXT,
  detail TEXT NOT NULL DEFAULT '',
  formed_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER
) STRICT;

CREATE TABLE part (
  seq INTEGER PRIMARY KEY,
  -- Of one part alone, likewise.
  part_id TEXT NOT NULL,
  -- The seq of its turn; NULL = the gateway says it by itself.
  turn INTEGER,
  account TEXT NOT NULL,
  state TEXT NOT NULL,
  -- The latest \`created_at_ms\` of it and of all before it: whoever looks back to a time stops where this is earlier. An index
  -- of times would be written with each part.
  latest_ms INTEGER NOT NULL,
  lane TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL,
  content TEXT NOT NULL,
  target TEXT NOT NULL,
  attempt_id TEXT NOT NULL,
  max_rowid INTEGER,
  sending_at_ms INTEGER,
  -- One physical message proves one part, likewise.
  guid TEXT,
  message_rowid INTEGER,
  evidence TEXT,
  created_at_ms INTEGER NOT NULL,
  ended_at_ms INTEGER
) STRICT;
CREATE INDEX part_queued ON part (account, seq) WHERE state = 'queued';
CREATE INDEX part_queued_lane ON part (account, lane, seq) WHERE state = 'queued';

-- What happened in a session and is no message; it goes with the next turn that is prepared.
CREATE TABLE system_event (
  seq INTEGER PRIMARY KEY,
  session TEXT NOT NULL,
  context_key TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX system_event_session ON system_event (session, seq);
CREATE INDEX system_event_age ON system_event (at_ms, seq);

-- When the owner last said something by themselves in a conversation, whatever service it is over: on the clock of those who
-- write, and on the gateway's.
CREATE TABLE owners_word (
  source_id TEXT NOT NULL,
  conversation TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  gateway_at_ms INTEGER NOT NULL,
  PRIMARY KEY (source_id, conversation)
) STRICT, WITHOUT ROWID;

-- With which turn each direct session has begun.
CREATE TABLE first_turn (
  session TEXT PRIMARY KEY,
  -- The seq of the turn.
  turn INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Rows of groups that mentioned nobody, as the next turn of their group is told of them.
CREATE TABLE group_window (
  account TEXT NOT NULL,
  session TEXT NOT NULL,
  seq INTEGER NOT NULL REFERENCES event (seq),
  PRIMARY KEY (account, session, seq)
) STRICT, WITHOUT ROWID;
`;
