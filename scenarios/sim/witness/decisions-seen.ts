// What was to be decided, and what was told of it.

import type { Ledger, LedgerEntry } from '../../observe/ledger.ts';
import type { ApprovalTold, Decisions, DecisionWanted } from '../oracle/decision.ts';
import type { GatewayLife } from '../oracle/history.ts';

type Asked = Extract<LedgerEntry, { readonly kind: 'decision asked' }>;
type Wanted = DecisionWanted & { readonly told: DecisionWanted['told'][number][] };

const MINUTE_MS = 60_000;
/** How long requests wait where nobody says so, and at most (APR-17). */
const LASTS_MS = { exec: 30 * MINUTE_MS, plugin: 2 * MINUTE_MS, question: 10 * MINUTE_MS };
const LASTS_MS_MAX = { exec: 24 * 60 * MINUTE_MS, plugin: 10 * MINUTE_MS, question: 10 * MINUTE_MS };

/** @param startMs When the ledger's time began. */
export function decisionsIn(
  { entries }: Pick<Ledger, 'entries'>,
  startMs: number,
  lives: readonly GatewayLife[],
): Decisions {
  const wanted: Wanted[] = [];
  const told: ApprovalTold[] = [];
  // An agent that is asked once more after a crash may ask the same: what it is told is about the last time.
  const last = new Map<string, Wanted>();
  for (const entry of entries) {
    const atMs = startMs + entry.atMs;
    if (entry.kind === 'event' && entry.name === 'approval') {
      const { isLate, ...event } = entry.event;
      if (!isLate) told.push({ ...event, atMs });
      else if (!told.some((one) => isSameEnd(one, event)))
        told.push({ ...event, atMs: endedMs(lives, atMs) });
    } else if (entry.kind === 'decision asked') {
      const one = wantedBy(entry, atMs);
      wanted.push(one);
      last.set(keyOf(one.turnId === null ? 'host' : 'agent', entry), one);
    } else if (entry.kind === 'decision') {
      const { outcome, by, answer } = entry;
      last.get(keyOf(entry.toldTo, entry))?.told.push({ atMs, outcome, by, answer });
    }
  }
  return { wanted, told };
}

/** What one gateway has told, the next may tell once more. */
const isSameEnd = (one: Omit<ApprovalTold, 'atMs'>, other: Omit<ApprovalTold, 'atMs'>) =>
  one.approvalId === other.approvalId &&
  one.state === other.state &&
  one.by === other.by &&
  one.choice === other.choice;

/** When the gateway before the one that runs then was over: what it had committed it did not live to tell. */
function endedMs(lives: readonly GatewayLife[], atMs: number): number {
  const ended = lives.filter(({ end, toMs }) => end !== 'config' && toMs !== null && toMs <= atMs);
  return ended.at(-1)?.toMs ?? atMs;
}

/** Several people may be asked the same at a time. */
const keyOf = (who: string, { text, question }: Pick<Asked, 'text' | 'question'>) =>
  JSON.stringify([who, text, question?.chatGuid, question?.sender]);

function wantedBy({ text, asker, question }: Asked, atMs: number): Wanted {
  const { kind, lastsMs } = asker;
  const lasts = Math.min(lastsMs ?? LASTS_MS[kind], LASTS_MS_MAX[kind]);
  return { ...asker, atMs, text, options: question?.options ?? [], lastsMs: lasts, told: [] };
}
