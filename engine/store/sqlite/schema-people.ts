/** Tables of who may speak, about what, and where it leads: ids, pairing, approvals, bindings, sessions. */
export const PEOPLE_TABLES = `
-- AUTOINCREMENT: a short id is never given again, even after its row was evicted (MID-2).
CREATE TABLE short_id (
  short INTEGER PRIMARY KEY AUTOINCREMENT,
  account TEXT NOT NULL,
  guid TEXT NOT NULL,
  chat_guid TEXT,
  chat_identifier TEXT,
  chat_id INTEGER,
  message_rowid INTEGER,
  is_from_me INTEGER NOT NULL,
  remembered_at_ms INTEGER NOT NULL,
  UNIQUE (account, guid)
) STRICT;
CREATE INDEX short_id_age ON short_id (remembered_at_ms);

CREATE TABLE pairing_request (
  account TEXT NOT NULL,
  -- Normalised (PAIR-8); \`sender\` is the handle as it came.
  handle TEXT NOT NULL,
  code TEXT NOT NULL UNIQUE,
  sender TEXT NOT NULL,
  chat_id INTEGER,
  created_at_ms INTEGER NOT NULL,
  last_seen_at_ms INTEGER NOT NULL,
  PRIMARY KEY (account, handle)
) STRICT, WITHOUT ROWID;

CREATE TABLE pairing_approval (
  account TEXT NOT NULL,
  handle TEXT NOT NULL,
  approved_at_ms INTEGER NOT NULL,
  PRIMARY KEY (account, handle)
) STRICT, WITHOUT ROWID;

-- Resolved at most once, however many prompts ask for it (invariant-35).
CREATE TABLE approval (
  approval_id TEXT PRIMARY KEY,
  account TEXT NOT NULL,
  kind TEXT NOT NULL,
  -- What was asked and which decisions it offers, as JSON.
  request TEXT NOT NULL,
  decision TEXT,
  decided_by TEXT,
  created_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  decided_at_ms INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX approval_open ON approval (account, expires_at_ms) WHERE decision IS NULL;

-- One row per form under which a conversation is known (APR-11): guid, identifier, chat id, handle.
CREATE TABLE approval_prompt (
  account TEXT NOT NULL,
  conversation TEXT NOT NULL,
  guid TEXT NOT NULL,
  approval_id TEXT NOT NULL REFERENCES approval (approval_id),
  created_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  PRIMARY KEY (account, conversation, guid)
) STRICT, WITHOUT ROWID;
CREATE INDEX approval_prompt_approval ON approval_prompt (approval_id);

CREATE TABLE binding (
  account TEXT NOT NULL,
  conversation TEXT NOT NULL,
  session_key TEXT NOT NULL,
  agent_id TEXT NOT NULL,
  mode TEXT NOT NULL,
  label TEXT,
  cwd TEXT,
  -- Only who bound it may bind it anew (ACP-5).
  bound_by TEXT NOT NULL,
  bound_at_ms INTEGER NOT NULL,
  touched_at_ms INTEGER NOT NULL,
  -- NULL = never by idleness (ACP-12).
  idle_expiry_ms INTEGER,
  PRIMARY KEY (account, conversation)
) STRICT, WITHOUT ROWID;
CREATE INDEX binding_session ON binding (session_key);

CREATE TABLE session (
  session_key TEXT PRIMARY KEY,
  agent_id TEXT NOT NULL,
  -- How often it was reset in place (ACP-6).
  resets INTEGER NOT NULL DEFAULT 0,
  -- Where its next unprompted reply goes, as JSON (SES-6).
  last_route TEXT,
  created_at_ms INTEGER NOT NULL,
  active_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE echo (
  key INTEGER PRIMARY KEY,
  account TEXT NOT NULL,
  -- The conversation in one of its forms (ECH-4).
  scope TEXT NOT NULL,
  text TEXT NOT NULL,
  guid TEXT,
  part_id TEXT,
  -- 1 while the send is under way (ECH-6).
  is_pending INTEGER NOT NULL,
  sent_at_ms INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX echo_scope ON echo (account, scope, expires_at_ms);
CREATE INDEX echo_guid ON echo (account, guid) WHERE guid IS NOT NULL;
CREATE INDEX echo_expiry ON echo (expires_at_ms);

-- Small things that need to survive and deserve no table.
CREATE TABLE note (
  scope TEXT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  expires_at_ms INTEGER,
  PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_expiry ON note (expires_at_ms) WHERE expires_at_ms IS NOT NULL;
`;
