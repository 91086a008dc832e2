import type { ReportCommands } from '../commands/reports.ts';
import type { Handlers } from '../handlers.ts';
import { noFates } from '../rules.ts';
import { type FoundWaiting, waitingOf } from '../waiting-rules.ts';
import { firstAfter, type MemorySources } from './sources.ts';

/** What else may wait, each oldest first. */
interface HoldsOpen {
  open(): Iterable<{ readonly accountId: string }>;
}

/** What holds texts besides the rows. */
interface HoldsTexts {
  dropOld(input: ReportCommands['dropPayloads']['in']): number;
}

export function createMemoryReports(
  sources: MemorySources,
  texts: readonly HoldsTexts[],
  { turns, parts }: { readonly turns: HoldsOpen; readonly parts: HoldsOpen },
): Handlers<ReportCommands> {
  const kindOf = (kind: FoundWaiting['kind'], all: Iterable<{ readonly accountId: string }>) =>
    Array.from(all, ({ accountId }) => ({ accountId, kind, count: 1 }));
  return {
    waitingOfOthers({ accountIds }) {
      const pending = sources.rows.flatMap(({ verdicts }) => verdicts.filter(({ fate }) => fate === null));
      const found = [
        ...kindOf('rows', pending),
        ...kindOf('turns', turns.open()),
        ...kindOf('parts', parts.open()),
      ];
      return waitingOf(found, accountIds);
    },
    verdicts({ sourceId, accountId, afterSeq, limit }) {
      const { rows } = sources.get(sourceId);
      const found = [];
      for (let index = firstAfter(rows, afterSeq); index < rows.length && found.length < limit; index += 1) {
        const { seq, eventId, rowid, verdicts } = rows[index]!;
        const verdict = verdicts.find((candidate) => candidate.accountId === accountId);
        if (!verdict) continue;
        const { fate, code, detail, turnId, facts } = verdict;
        found.push({ seq, eventId, rowid, fate, code, detail, turnId, facts });
      }
      return found;
    },
    counts({ sourceId, accountId }) {
      const source = sources.get(sourceId);
      const { arrivals, repeats } = source.sightings.get(accountId) ?? { arrivals: 0, repeats: 0 };
      const fates = noFates();
      let rows = 0;
      let pending = 0;
      for (const row of source.rows) {
        for (const verdict of row.verdicts) {
          if (verdict.accountId !== accountId) continue;
          rows += 1;
          if (verdict.fate === null) pending += 1;
          else fates[verdict.fate] += 1;
        }
      }
      return { sightings: arrivals, repeats, rows, pending, fates };
    },
    dropPayloads({ beforeMs, limit }) {
      const old = sources.rows
        .filter(({ block, envelope }) => block !== null || envelope !== null)
        .filter(({ pendingCount, arrivedAtMs }) => pendingCount === 0 && arrivedAtMs < beforeMs)
        .slice(0, limit);
      for (const row of old) Object.assign(row, { block: null, envelope: null });
      return texts.reduce((sum, holder) => sum + holder.dropOld({ beforeMs, limit }), old.length);
    },
  };
}
