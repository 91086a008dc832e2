import { IS_TROUBLE } from '../store/commands/parts.ts';
import type { Store } from '../store/store.ts';
import { unlessClosed } from '../store/unless-closed.ts';
import type { Unawaited } from '../unawaited.ts';
import type { Report } from './report.ts';

/** Told of at once at a start: mostly there are no more than end within a moment. */
const UNTOLD_PAGE = 1_000;

interface ToldEndsOptions {
  readonly accountId: string;
  readonly store: Pick<Store, 'untoldParts' | 'partTold'>;
  readonly unawaited: Unawaited;
}

interface ToldEnds {
  /** A report that keeps in mind which ends were told that people may miss a message by. */
  readonly report: Report;
  /** Tells of those of which an earlier run may not have told any more. */
  tellUntold(): Promise<void>;
}

/** Sees to it that whatever did not arrive, or may not have, is told of, also over a crash. */
export function createToldEnds({ accountId, store, unawaited }: ToldEndsOptions, report: Report): ToldEnds {
  const noted = ({ partId }: Parameters<Report>[0]) =>
    store.partTold({ accountId, partId }).catch(unlessClosed);
  return {
    report(part, state, guid, reason) {
      report(part, state, guid, reason);
      if (IS_TROUBLE.has(state)) unawaited(noted(part), 'noting that the end of a reply was told');
    },
    async tellUntold() {
      for (;;) {
        const untold = await store.untoldParts({ accountId, limit: UNTOLD_PAGE });
        // In the order in which they were to leave.
        for (const part of untold.toSorted((one, other) => one.seq - other.seq))
          report(part, part.state, part.guid, part.evidence?.detail ?? '');
        await Promise.all(untold.map(noted));
        if (untold.length < UNTOLD_PAGE) return;
      }
    },
  };
}
