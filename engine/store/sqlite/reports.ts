import type Database from 'better-sqlite3';
import type { Fate } from '../../fates.ts';
import type { VerdictFacts } from '../commands/journal.ts';
import type { ReportCommands } from '../commands/reports.ts';
import type { Handlers } from '../handlers.ts';
import { noFates } from '../rules.ts';
import { type FoundWaiting, waitingOf } from '../waiting-rules.ts';
import { prepareDropPayloads } from './payloads.ts';
import { sightingsOf } from './sightings.ts';
import type { SourceTable } from './sources.ts';

type VerdictRecord = Omit<ReportCommands['verdicts']['out'][number], 'facts'> & {
  readonly facts: string | null;
};

/** Asked once, at a start: from the marks on below which nothing waits. */
const WAITING = `SELECT account AS accountId, 'rows' AS kind, count(*) AS count FROM verdict
  WHERE fate IS NULL AND is_late = 0 AND seq >= (SELECT min(pending_from) FROM source) GROUP BY account
  UNION ALL SELECT account, 'rows', count(*) FROM verdict WHERE fate IS NULL AND is_late = 1 GROUP BY account
  UNION ALL SELECT account, 'turns', count(*) FROM turn
  WHERE state IN ('formed', 'running', 'replying') AND seq >= (SELECT max(open_turns) FROM source) GROUP BY account
  UNION ALL SELECT account, 'parts', count(*) FROM part
  WHERE state IN ('queued', 'sending') AND seq >= (SELECT max(open_parts) FROM source) GROUP BY account`;

/** What holds texts besides rows, turns and parts. */
interface HoldsTexts {
  dropOld(input: ReportCommands['dropPayloads']['in']): number;
}

export function reportHandlers(
  db: Database.Database,
  sources: SourceTable,
  texts: readonly HoldsTexts[],
): Handlers<ReportCommands> {
  const dropPayloads = prepareDropPayloads(db);
  const verdicts = db.prepare<[number, string, number, number], VerdictRecord>(
    `SELECT seq, event_id AS eventId, event.message_rowid AS rowid, fate, code, detail,
       (SELECT turn_id FROM turn WHERE turn.seq = verdict.turn ORDER BY turn.seq) AS turnId, facts
     FROM verdict JOIN event USING (seq)
     WHERE verdict.source = +? AND account = +? AND seq > +? ORDER BY seq LIMIT +?`,
  );
  const fateCounts = db.prepare<[number, string], { fate: Fate | null; count: number }>(
    `SELECT fate, count(*) AS count FROM verdict
     WHERE source = +? AND account = +? GROUP BY fate ORDER BY fate`,
  );
  const waiting = db.prepare<[], FoundWaiting>(WAITING);
  return {
    waitingOfOthers: ({ accountIds }) => waitingOf(waiting.all(), accountIds),
    verdicts: ({ sourceId, accountId, afterSeq, limit }) =>
      verdicts.all(sources.get(sourceId).key, accountId, afterSeq, limit).map(({ facts, ...verdict }) => ({
        ...verdict,
        facts: facts === null ? null : (JSON.parse(facts) as VerdictFacts),
      })),
    counts({ sourceId, accountId }) {
      const { key, sightings } = sources.get(sourceId);
      const fates = noFates();
      let rows = 0;
      let pending = 0;
      for (const { fate, count } of fateCounts.all(key, accountId)) {
        rows += count;
        if (fate === null) pending += count;
        else fates[fate] = count;
      }
      return { ...sightingsOf(sightings, accountId), rows, pending, fates };
    },
    dropPayloads: (input) => texts.reduce((sum, holder) => sum + holder.dropOld(input), dropPayloads(input)),
  };
}
