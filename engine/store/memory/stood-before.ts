import { wasThereBefore } from '../rules.ts';
import type { MemorySource, MemorySources } from './sources.ts';

/** Whether rows of the journal stood in their database before another row was written there; those of other databases did. */
export function stoodBefore(
  { rows }: Pick<MemorySources, 'rows'>,
  source: MemorySource,
  rowid: number | null,
): (seq: number) => boolean {
  return (seq) => {
    const row = rows[seq - 1]!;
    return source.byEventId.get(row.eventId) !== row || wasThereBefore(row.rowid, rowid);
  };
}
