import type { CommandName, Commands, Counts, PartRow, StoreCore, TurnRow } from '../../engine/store/store.ts';

export interface Journal {
  readonly counts: Counts;
  readonly cursors: { readonly journalledTo: number | null; readonly settledTo: number | null };
  readonly verdicts: Commands['verdicts']['out'];
  readonly openTurns: readonly TurnRow[];
  /** Every turn that was formed, in the order of its first row. */
  readonly turns: readonly TurnRow[];
  /** Every part there is, newest first. */
  readonly parts: readonly PartRow[];
}

const EVERYTHING = 1_000_000;

/** What a store holds of one source, read by a new owner once no gateway runs any more. */
export function inspect(core: StoreCore, locator: string, accountId = 'default'): Journal | null {
  const epoch = core.acquire({ instanceId: 'inspection', atMs: 0 });
  const ask = <Name extends CommandName>(name: Name, input: Commands[Name]['in']): Commands[Name]['out'] => {
    const outcome = core.transact(epoch, [{ name, input }])[0]!;
    if (!outcome.ok) throw outcome.error;
    return outcome.value as Commands[Name]['out'];
  };
  const source = ask('findSources', { locator, fileKey: null })[0];
  if (!source) return null;
  const { sourceId, journalledTo, settledTo } = source;
  const verdicts = ask('verdicts', { sourceId, accountId, afterSeq: 0, limit: EVERYTHING });
  const turnIds = new Set(verdicts.flatMap(({ turnId }) => turnId ?? []));
  return {
    counts: ask('counts', { sourceId, accountId }),
    cursors: { journalledTo, settledTo },
    verdicts,
    turns: [...turnIds].flatMap((turnId) => ask('turn', { turnId }) ?? []),
    openTurns: ask('openTurns', { accountId }),
    parts: ask('recentParts', { accountId, sinceMs: 0, limit: EVERYTHING }),
  };
}
