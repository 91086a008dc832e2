import type { Database } from 'better-sqlite3';
import type { Columns } from './columns.ts';

/** An account that chats went by. */
export interface LocalAccount {
  readonly login: string;
  readonly account_id: string;
  readonly chat_count: number;
}

/** The accounts that the chats of this file name, the most used first (wire-1.4, `--local`). */
export type FindAccounts = () => LocalAccount[];

export function createAccountQuery(db: Database, columns: Columns): FindAccounts {
  const names = ['account_login', 'account_id'];
  if (!names.some((name) => columns.has(`chat.${name}`))) return () => [];
  const [login, accountId] = names.map((name) =>
    columns.has(`chat.${name}`) ? `COALESCE(c.${name}, '')` : "''",
  );
  const accounts = db.prepare(`SELECT ${login} AS login, ${accountId} AS account_id, COUNT(*) AS chat_count
    FROM chat c GROUP BY 1, 2 HAVING login != '' OR ${accountId} != '' ORDER BY chat_count DESC, 1, 2`);
  return () => accounts.all() as LocalAccount[];
}
