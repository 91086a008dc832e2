// What is journalled of decisions. Most rows of a batch are decided alike, and have one list of verdicts between them: stores
// look at it once, and keep it once.

import type { Fate, Reason, ReasonCode } from '../fates.ts';
import type { Writable } from '../message/writable.ts';
import type { VerdictFacts, VerdictInput } from '../store/commands/journal.ts';

/** For the rows of a batch. */
export interface Verdicts {
  /** That of a row alone, or one that earlier rows have as well; nobody may change it. */
  of(
    accountId: string,
    fate: Fate | null,
    reason: Reason,
    facts: VerdictFacts | undefined,
  ): readonly VerdictInput[];
}

export function createVerdicts(): Verdicts {
  /** The latest of each reason. */
  const latest = new Map<ReasonCode, readonly [VerdictInput]>();
  return {
    of(accountId, fate, reason, facts) {
      const { code, detail } = reason;
      const known = latest.get(code);
      const isAlike = known !== undefined && known[0].accountId === accountId && known[0].facts === facts;
      if (isAlike && detail === undefined) return known;
      const verdicts = [verdictOf(accountId, fate, reason, facts)] as const;
      if (detail === undefined) latest.set(code, verdicts);
      return verdicts;
    },
  };
}

export function verdictOf(
  accountId: string,
  fate: Fate | null,
  { code, detail }: Reason,
  facts: VerdictFacts | undefined,
): VerdictInput {
  const verdict: Writable<VerdictInput> = { accountId, fate, code, facts };
  if (detail !== undefined) verdict.detail = detail;
  return verdict;
}
