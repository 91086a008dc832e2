import type { MessageGuid } from '../message/ids.ts';
import type { PartRow } from '../store/commands/parts.ts';
import type { Store } from '../store/store.ts';
import { unlessClosed } from '../store/unless-closed.ts';
import type { Unawaited } from '../unawaited.ts';
import type { Report } from './report.ts';

/** Told of at a start; there are never more than Messages notes within a moment. */
const UNTOLD_MAX = 1_000;

interface UndeliveredOptions {
  readonly accountId: string;
  readonly store: Pick<Store, 'untoldParts' | 'partTold'>;
  readonly unawaited: Unawaited;
}

interface Undelivered {
  /** It is durable that a part is `undelivered`. */
  tell(part: PartRow, guid: MessageGuid | null, detail: string): void;
  /** Tells of those of which an earlier run may not have told any more. */
  tellUntold(): Promise<void>;
}

/** Tells of parts that failed after they had left, also over a crash. */
export function createUndelivered(
  { accountId, store, unawaited }: UndeliveredOptions,
  report: Report,
): Undelivered {
  const tell: Undelivered['tell'] = (part, guid, detail) => {
    report(part, 'undelivered', guid, detail);
    const noted = store.partTold({ accountId, partId: part.partId }).catch(unlessClosed);
    unawaited(noted, 'noting that an undelivered reply was told of');
  };
  return {
    tell,
    async tellUntold() {
      const untold = await store.untoldParts({ accountId, limit: UNTOLD_MAX });
      for (const part of untold) tell(part, part.guid, part.evidence?.detail ?? '');
    },
  };
}
