import type { RowInput } from '../store/commands/journal.ts';
import { isApart } from '../store/rules.ts';

/** What rows of a batch have said so far. */
export interface ContentsSoFar {
  /** Whether an earlier one said the same: it is told again under another GUID (ruling-23). Remembers what it says. */
  areToldAgain(row: Pick<RowInput, 'content' | 'arrivedAtMs'>): boolean;
}

export function contentsSoFar(): ContentsSoFar {
  const first = new Map<string, number>();
  return {
    areToldAgain({ content, arrivedAtMs }) {
      if (!content) return false;
      const firstMs = first.get(content.hash);
      if (firstMs !== undefined) return isApart(content, arrivedAtMs - firstMs);
      first.set(content.hash, arrivedAtMs);
      return false;
    },
  };
}
