import type { ActionOutcome } from '../agents/agent.ts';
import type { PartId } from '../message/ids.ts';
import type { PartState } from '../store/commands/parts.ts';
import type { Report } from './report.ts';

/** Who waits for the ends of parts. */
export interface Ends {
  /** The end of a part that is about to be committed; never, where it is not, or where the engine stops before. */
  of(partId: PartId): Promise<ActionOutcome>;
  /** Nothing comes of it: it was not committed. */
  forget(partId: PartId): void;
  /** A report by which those who wait hear of the ends too. */
  hearing(report: Report): Report;
}

export function createEnds(): Ends {
  const waiting = new Map<PartId, (outcome: ActionOutcome) => void>();
  return {
    of: (partId) => new Promise((resolve) => waiting.set(partId, resolve)),
    forget: (partId) => void waiting.delete(partId),
    hearing: (report) => (part, state, guid, reason) => {
      report(part, state, guid, reason);
      const resolve = waiting.get(part.partId);
      if (!resolve || !isEnd(state)) return;
      waiting.delete(part.partId);
      resolve({ state, guid, reason });
    },
  };
}

function isEnd(state: PartState): state is Exclude<ActionOutcome['state'], 'read'> {
  return state === 'sent' || state === 'unknown' || state === 'failed' || state === 'expired';
}
