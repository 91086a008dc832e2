import type { Database } from 'better-sqlite3';

/** A connection to chat.db. */
export type Connection = Database;

/** The write-ahead log is being read, so that it cannot be emptied and made anew. */
export class LogInUse extends Error {
  override readonly name = 'LogInUse';
}

/** Which files chat.db consists of at a moment. Whoever reads holds on to files, not to paths. */
export interface DatabaseFiles {
  /** Another one when another database has taken its place. */
  readonly database: string;
  /** Another one when the write-ahead log was made anew: connections with the former one are of no use. */
  readonly log: string;
}
