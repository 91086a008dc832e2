/** What the store remembers about itself. */
export const NOTE_TABLES = `
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
