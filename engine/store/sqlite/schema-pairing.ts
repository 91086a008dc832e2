/** Tables of who wants to write, and who may. */
export const PAIRING_TABLES = `
-- Strangers who were sent a code. One that has ended stays until another is made.
CREATE TABLE pairing_request (
  account TEXT NOT NULL,
  handle TEXT NOT NULL,
  code TEXT NOT NULL,
  sender TEXT NOT NULL,
  -- Where the code went, as JSON; NULL = it was taken over from another program.
  target TEXT,
  created_at_ms INTEGER NOT NULL,
  last_seen_at_ms INTEGER NOT NULL,
  is_denied INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (account, handle)
) STRICT, WITHOUT ROWID;

CREATE TABLE pairing_approval (
  account TEXT NOT NULL,
  handle TEXT NOT NULL,
  approved_at_ms INTEGER NOT NULL,
  PRIMARY KEY (account, handle)
) STRICT, WITHOUT ROWID;
`;
