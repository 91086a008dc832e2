// Verdicts as they are kept. Most rows are decided alike and share one list, which nobody changes: a row that is decided
// otherwise later gets a list of its own.

import type { Fate, Reason } from '../../fates.ts';
import type { TurnId } from '../../message/ids.ts';
import type { RowKind } from '../../message/message.ts';
import type { VerdictFacts, VerdictInput } from '../commands/journal.ts';

export interface MemoryVerdict extends Required<Reason> {
  readonly accountId: string;
  readonly fate: Fate | null;
  readonly turnId: TurnId | null;
  readonly facts: VerdictFacts | null;
}

/** What is kept of lists of verdicts, each of which may be that of many rows. */
export function keptVerdicts(): (given: readonly VerdictInput[]) => readonly MemoryVerdict[] {
  const known = new Map<readonly VerdictInput[], readonly MemoryVerdict[]>();
  return (given) => {
    const found = known.get(given);
    if (found !== undefined) return found;
    const kept = given.map(({ accountId, fate, code, detail = '', facts = null }) => {
      return { accountId, fate, code, detail, turnId: null, facts };
    });
    known.set(given, kept);
    return kept;
  };
}

/** The same verdicts, but for one account another. */
export function withVerdict(
  verdicts: readonly MemoryVerdict[],
  accountId: string,
  verdict: Partial<MemoryVerdict>,
): readonly MemoryVerdict[] {
  return verdicts.map((one) => (one.accountId === accountId ? { ...one, ...verdict } : one));
}

export function verdictFor(accountId: string, verdicts: readonly MemoryVerdict[]): MemoryVerdict | undefined {
  return verdicts.find((verdict) => verdict.accountId === accountId);
}

/** What chat.db said of a row, where that counted for the account; null = that it is an ordinary message, or nothing. */
export function kindFor(accountId: string, verdicts: readonly MemoryVerdict[]): RowKind | null {
  return verdictFor(accountId, verdicts)?.facts?.kind ?? null;
}
