import type { Waiting } from './commands/reports.ts';

export interface FoundWaiting {
  readonly accountId: string;
  readonly kind: 'rows' | 'turns' | 'parts';
  readonly count: number;
}

/** What was found to wait, by account, but for these. */
export function waitingOf(found: readonly FoundWaiting[], except: readonly string[]): readonly Waiting[] {
  const byAccount = new Map<string, Waiting>();
  for (const { accountId, kind, count } of found) {
    if (except.includes(accountId)) continue;
    const sum = byAccount.get(accountId) ?? { accountId, rows: 0, turns: 0, parts: 0 };
    byAccount.set(accountId, { ...sum, [kind]: sum[kind] + count });
  }
  return [...byAccount.values()].sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
}
