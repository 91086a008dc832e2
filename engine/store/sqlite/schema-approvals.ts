/** Tables of what somebody is asked to decide. */
export const APPROVAL_TABLES = `
CREATE TABLE approval (
  approval_id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  account TEXT NOT NULL,
  -- The id of the turn whose agent asks; NULL = somebody else does.
  turn_id TEXT,
  -- As a JSON array; NULL = it is no question.
  options TEXT,
  -- What it offers, as a JSON array; NULL = it is a question.
  decisions TEXT,
  -- The only handle that may answer; NULL = whoever may approve.
  asked TEXT,
  -- The chat that was told that others are asked, as JSON; NULL = none was.
  origin TEXT,
  state TEXT NOT NULL DEFAULT 'pending',
  created_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  -- NULL = it is pending.
  ended_at_ms INTEGER,
  ended_by TEXT,
  choice INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX approval_ended ON approval (ended_at_ms, approval_id);

-- The messages that ask.
CREATE TABLE approval_prompt (
  approval_id TEXT NOT NULL,
  -- The seq of its part.
  part INTEGER NOT NULL,
  PRIMARY KEY (approval_id, part)
) STRICT, WITHOUT ROWID;
`;
