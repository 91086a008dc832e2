// What people have had answered lately, for accounts that limit it.

import { NO_NUMBERS } from '../access/chat-numbers.ts';
import { REASONS } from '../fates.ts';
import type { Counted, Decided } from '../inbound/decision.ts';
import { resumedRun, runWith, type WaitRule, waitingMs } from '../inbound/open-runs.ts';
import type { Policy, Spent, SpentBy } from '../inbound/snapshot.ts';
import { DAY_MS, isSoonAfter, spenderOf, spentBy } from '../inbound/spent-so-far.ts';
import { parseJournalled } from '../message/normalize.ts';
import { isPreview } from '../message/preview.ts';
import type { JournalledRow } from '../store/commands/rows.ts';
import type { Store } from '../store/store.ts';

/** People remembered at most, of those who wrote within a day; the one who has been silent longest goes first. */
const PEOPLE_MAX = 10_000;
/** Messages remembered at most, whatever became of them: what may be told again is among the last. */
export const KNOWN_MAX = 10_000;
/** Rows of the journal that are read at once at a start. */
const PAGE_ROWS = 500;

interface SpentMemory {
  readonly spent: Spent;
  /** Of the last messages, where accounts count. */
  readonly guids: ReadonlySet<string>;
  /** Whether the accounts count otherwise than when it was taken up. */
  isStale(policies: readonly Policy[]): boolean;
  /** Takes up what is journalled, until that has worked once, and again where accounts count otherwise since. */
  load(
    store: Pick<Store, 'journalled'>,
    sourceIds: readonly string[],
    policies: readonly Policy[],
    known: { readonly nowMs: number; arePreviewsMarked(sourceId: string): boolean },
  ): Promise<void>;
  /** Rows are durable. */
  learn(decided: readonly Decided[]): void;
}

interface Taking {
  readonly arePreviewsMarked: boolean;
  /** When what still waits began to wait anew; null = it has not. */
  readonly resumedAtMs: number | null;
}

const NOTHING: SpentBy = { times: [], isOver: false };

/** When they wrote last, whatever became of it. */
function lastAtMs({ times, told = [] }: SpentBy): number {
  return Math.max(times.at(-1) ?? 0, told.at(-1)?.atMs ?? 0);
}

export function createSpentMemory(): SpentMemory {
  const spent = new Map<string, SpentBy>();
  const guids = new Set<string>();
  let loadedFor: readonly Policy[] | null = null;
  const held = createHeldPolicies();
  const note = (guid: string | null) => {
    if (guid === null) return;
    guids.add(guid);
    if (guids.size > KNOWN_MAX) for (const oldest of guids) return void guids.delete(oldest);
  };
  const add = (spender: string, one: Counted) => {
    const known = spentBy(spent.get(spender) ?? NOTHING, one);
    spent.delete(spender);
    spent.set(spender, known);
    for (const [silent, by] of spent) {
      if (spent.size <= PEOPLE_MAX && lastAtMs(by) > one.atMs - DAY_MS) break;
      spent.delete(silent);
    }
  };
  const take = (row: JournalledRow, policy: Policy, { arePreviewsMarked, resumedAtMs }: Taking) => {
    const { accountId, access, budget, wireRegion = null } = policy;
    const verdict = row.verdicts.find((one) => one.accountId === accountId);
    if (!budget || !verdict || row.raw === null || row.isFromMe) return;
    const { code, facts } = verdict;
    const isOver = code === 'over_budget';
    if (!isOver && code !== 'admitted' && REASONS[code].stage !== 'turn') return;
    // It was asked for again, and counted for nothing when it came.
    if (facts?.isLatePreview) return;
    const whole = parseJournalled(row.raw, facts?.kind ?? null, wireRegion);
    const atMs = row.arrivedAtMs;
    const then = held.at(atMs, policy);
    const message = then.includeAttachments ? whole : { ...whole, attachments: [] };
    const { guid } = message;
    const spender = spenderOf(accountId, budget.personOf(message.sender));
    if (isOver) return add(spender, { atMs, is: 'over', guid, run: null });
    const { runs = [], lastMs } = spent.get(spender) ?? NOTHING;
    const { waiting } = then.budget ?? budget;
    const windowOf = (rule: WaitRule) =>
      waitingMs(message, rule, access, { chats: NO_NUMBERS, arePreviewsMarked });
    const { run, joins } = runWith(runs, message, atMs, waiting, windowOf);
    const joined = joins || code === 'joined_turn';
    if (!joined && isPreview(message) && isSoonAfter(lastMs, atMs)) return;
    const anew = verdict.fate === null ? resumedAtMs : null;
    const left = anew === null ? run : resumedRun(run, anew, budget.waiting, windowOf(budget.waiting));
    add(spender, { atMs, is: joined ? 'joins' : 'turn', guid, run: left });
  };
  return {
    spent,
    guids,
    isStale: (policies) => countOtherwise(policies, loadedFor),
    async load(store, sourceIds, policies, { nowMs, arePreviewsMarked }) {
      if (!countOtherwise(policies, loadedFor)) return;
      // What waits later than at the start waits as it began.
      const resumedAtMs = loadedFor === null ? nowMs : null;
      held.since(nowMs, policies);
      // As it was counted before, or by one that failed half-way.
      spent.clear();
      const limiting = policies.filter(({ budget }) => budget);
      if (limiting.length > 0)
        for (const sourceId of sourceIds)
          for (let afterSeq = 0; ; ) {
            const page = { sourceId, sinceMs: nowMs - DAY_MS, afterSeq, limit: PAGE_ROWS };
            const rows = await store.journalled(page);
            const taking = { arePreviewsMarked: arePreviewsMarked(sourceId), resumedAtMs };
            for (const row of rows) {
              note(row.guid);
              for (const policy of limiting) take(row, policy, taking);
            }
            if (rows.length < PAGE_ROWS) break;
            afterSeq = rows.at(-1)!.seq;
          }
      loadedFor = policies;
    },
    learn(decided) {
      const isCounting = loadedFor?.some(({ budget }) => budget);
      for (const { isNew, row, consequences } of decided) {
        if (isCounting) note(row.guid);
        if (isNew) for (const one of consequences) if (one.kind === 'spent') add(one.spender, one);
      }
    },
  };
}

/** @param before Null = nothing was taken up yet. */
function countOtherwise(policies: readonly Policy[], before: readonly Policy[] | null): boolean {
  return before === null || policies.some((policy) => policy.budget && !before.includes(policy));
}

/** What held of those that count, for as long as that counts; what this run does not know of is as it is now. */
function createHeldPolicies() {
  /** The latest last. */
  let held: readonly { readonly fromMs: number; readonly policies: readonly Policy[] }[] = [];
  return {
    at(atMs: number, policy: Policy): Policy {
      const { policies } = held.findLast(({ fromMs }) => fromMs <= atMs) ?? {};
      return policies?.find(({ accountId }) => accountId === policy.accountId) ?? policy;
    },
    since(nowMs: number, policies: readonly Policy[]) {
      const last = held.at(-1)?.policies;
      if (last && policies.every((policy) => last.includes(policy))) return;
      const counting = held.filter((_, index) => (held[index + 1]?.fromMs ?? nowMs) > nowMs - DAY_MS);
      held = [...counting, { fromMs: held.length === 0 ? Number.NEGATIVE_INFINITY : nowMs, policies }];
    },
  };
}
