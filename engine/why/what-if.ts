// What another configuration would have made of the rows of a journal.

import type { Config } from '../config/config.ts';
import { type Fate, REASONS, type ReasonCode, reasonText } from '../fates.ts';
import { keptPayload, type Recomputed, recompute, type Undecidable } from '../inbound/recompute.ts';
import type { KnownPairing } from '../inbound/snapshot.ts';
import type { JournalledRow, JournalledVerdict } from '../store/commands/rows.ts';
import type { AskedFor } from '../store/pairing-rules.ts';
import type { StoreReader } from '../store/store.ts';
import { createDeciders } from './deciders.ts';
import { kindOf, type RowWay } from './kind.ts';

/** Rows that are read at a time. */
const PAGE = 500;

/** A row whose fate would be another. */
export interface Difference extends RowWay {
  readonly sourceId: string;
  readonly rowid: number | null;
  readonly guid: string | null;
  readonly accountId: string;
  readonly arrivedAtMs: number;
  readonly was: Outcome;
  /** `isByEnvelope` = what was said is not kept, and would have its say as well. */
  readonly wouldBe: Outcome & { readonly isByEnvelope: boolean };
}

interface Outcome {
  /** `turn` = it waits, or became part of one, whatever came of that. */
  readonly fate: Fate | 'turn';
  readonly reason: string;
}

export interface Summary {
  readonly rows: number;
  readonly differing: number;
  /** How many rows would go from one fate to another, most first. */
  readonly changes: readonly { readonly from: string; readonly to: string; readonly rows: number }[];
  /** Rows that cannot be decided again, by why. */
  readonly undecidable: Readonly<Partial<Record<Undecidable | typeof UNREAD, number>>>;
}

interface WhatIf {
  readonly reader: StoreReader;
  readonly config: Config;
  /** Rows that arrived before are left out. */
  readonly sinceMs: number;
  /** Told of each row whose fate would differ, in the order of the journal. */
  differs(difference: Difference): void;
}

const UNREAD = 'no account reads its database';

/** Goes through a journal, also beside the gateway that writes it. */
export async function whatIf({ reader, config, sinceMs, differs }: WhatIf): Promise<Summary> {
  const places = await reader.places({});
  const deciderAt = createDeciders(config, places);
  const pairing = createPairing(await reader.pairing({}));
  const undecidable: Partial<Record<Undecidable | typeof UNREAD, number>> = {};
  const changes = new Map<string, { from: string; to: string; rows: number }>();
  let rows = 0;
  let differing = 0;

  const take = (row: JournalledRow, verdict: JournalledVerdict, locator: string) => {
    rows += 1;
    const decider = deciderAt(locator);
    const accountId = decider.receiverOf(keptPayload(row), verdict.accountId);
    const beside = accountId === null ? null : decider.of(accountId);
    const again =
      beside === null ? UNREAD : recompute(row, verdict, { ...beside, pairing: pairing.of(accountId!) });
    if (typeof again === 'string') {
      undecidable[again] = (undecidable[again] ?? 0) + 1;
      return;
    }
    pairing.took(accountId!, again, row.arrivedAtMs);
    const was = { fate: fateOf(verdict.fate, verdict.code), reason: reasonText(verdict) };
    const wouldBe = { fate: fateOf(again.fate, again.code), reason: reasonText(again) };
    if (was.fate === wouldBe.fate) return;
    differing += 1;
    const key = JSON.stringify([was.fate, wouldBe.fate]);
    const change = changes.get(key) ?? { from: was.fate, to: wouldBe.fate, rows: 0 };
    changes.set(key, { ...change, rows: change.rows + 1 });
    const { sourceId, rowid, guid, arrivedAtMs } = row;
    const named = {
      sourceId,
      rowid,
      guid,
      accountId: accountId!,
      arrivedAtMs,
      ...kindOf(row, again.subject),
    };
    differs({ ...named, was, wouldBe: { ...wouldBe, isByEnvelope: again.isByEnvelope } });
  };
  for (const { sourceId, locator } of places) {
    for await (const row of rowsOf(reader, sourceId, sinceMs))
      for (const verdict of row.verdicts) take(row, verdict, locator);
  }
  const most = [...changes.values()].sort((one, other) => other.rows - one.rows);
  return { rows, differing, changes: most, undecidable };
}

async function* rowsOf(reader: StoreReader, sourceId: string, sinceMs: number) {
  for (let afterSeq = 0; ; ) {
    const page = await reader.journalled({ sourceId, sinceMs, afterSeq, limit: PAGE });
    yield* page;
    if (page.length < PAGE) return;
    afterSeq = page.at(-1)!.seq;
  }
}

/** What came of a turn is no matter of deciding. */
function fateOf(fate: Fate | null, code: ReasonCode): Outcome['fate'] {
  return fate === null || REASONS[code].stage === 'turn' ? 'turn' : fate;
}

/** Who has paired by now, and who would have been sent a code so far. */
function createPairing({ approvals }: Awaited<ReturnType<StoreReader['pairing']>>) {
  const asked = new Map<string, AskedFor[]>();
  const requestsOf = (accountId: string) => asked.get(accountId) ?? [];
  return {
    of(accountId: string): KnownPairing {
      const own = approvals.filter((approval) => approval.accountId === accountId);
      return { paired: new Set(own.map(({ handle }) => handle)), requests: requestsOf(accountId) };
    },
    took(accountId: string, { consequences }: Recomputed, createdAtMs: number) {
      for (const consequence of consequences) {
        if (consequence.kind !== 'challenge' || !consequence.isNew) continue;
        const { handle } = consequence;
        asked.set(accountId, [...requestsOf(accountId), { handle, createdAtMs, isDenied: false }]);
      }
    },
  };
}
