// Every row that is journalled is decided again from the journal alone, which has to come to what was recorded: deciding is
// pure, and whatever decided is written down (invariant-30).

import { REASONS, reasonText } from '../../engine/fates.ts';
import { isAsRecorded, recompute } from '../../engine/inbound/recompute.ts';
import type { JournalledRow, JournalledVerdict } from '../../engine/store/commands/rows.ts';
import type { StoreCore } from '../../engine/store/core.ts';
import type { Command, Commands, Outcome } from '../../engine/store/store.ts';
import { createDeciders } from '../../engine/why/deciders.ts';
import type { InForce } from './config-files.ts';
import { worldConfig } from './world-config.ts';

export interface Recomputing {
  /**
   * The core, looked at from behind: what is committed through it was decided by the first of these configurations, or, where
   * it had arrived before that came into force, by an earlier one.
   */
  behind(core: StoreCore, inForce: () => readonly InForce[]): StoreCore;
  /** How many rows came to what was recorded. */
  agreed(): number;
  /** Those that did not. */
  readonly violations: readonly string[];
}

type Ingest = Commands['ingest'];

export function createRecomputing(): Recomputing {
  const violations: string[] = [];
  let agreed = 0;
  return {
    violations,
    agreed: () => agreed,
    behind(core, inForce) {
      // Compiled anew as a database is added, not for every commit.
      const made = new Map<object, Map<string, ReturnType<typeof createDeciders>>>();
      const decidersOf = (given: object, places: ReturnType<typeof placesIn>) => {
        const key = JSON.stringify(places);
        const madeOf = made.get(given) ?? new Map<string, ReturnType<typeof createDeciders>>();
        made.set(given, madeOf);
        const deciders = madeOf.get(key) ?? createDeciders(worldConfig(given), places);
        madeOf.set(key, deciders);
        return deciders;
      };
      const look = (input: Ingest['in'], out: Ingest['out']) => {
        const places = placesIn(core);
        const locator = places.find(({ sourceId }) => sourceId === input.sourceId)!.locator;
        const configs = inForce();
        for (const row of rowsOf(core, input, out)) {
          const deciders = configs
            .filter((_, index) => index === 0 || row.arrivedAtMs <= configs[index - 1]!.fromMs)
            .map(({ config }) => decidersOf(config, places)(locator));
          for (const verdict of row.verdicts) {
            const findings = deciders.map((decider) => {
              const beside = decider.of(verdict.accountId);
              return beside === null ? `account ${verdict.accountId} decides` : differs(row, verdict, beside);
            });
            const [found] = findings;
            if (found === undefined || findings.includes(null)) agreed += 1;
            else violations.push(`why: row ${row.rowid} (${row.eventId}) ${found}`);
          }
        }
      };
      return {
        ...core,
        transact(epoch, commands) {
          const outcomes = core.transact(epoch, commands);
          for (const { input, out } of ingestsIn(commands, outcomes)) look(input, out);
          return outcomes;
        },
      };
    },
  };
}

/** Null = it comes to the same. */
function differs(
  row: JournalledRow,
  verdict: JournalledVerdict,
  beside: Parameters<typeof recompute>[2],
): string | null {
  const again = recompute(row, verdict, beside);
  if (again === 'kept no longer') return `cannot be decided again: ${again}`;
  if (typeof again === 'string') return null;
  if (isAsRecorded(again, verdict)) return null;
  const recorded = `${REASONS[verdict.code].fate} ${reasonText(verdict)}`;
  return `was recorded as ${recorded}, and is ${again.fate} ${reasonText(again)} by the journal: ${JSON.stringify(verdict.facts)}`;
}

function ingestsIn(commands: readonly Command[], outcomes: readonly Outcome[]) {
  return commands.flatMap(({ name, input }, index) => {
    const outcome = outcomes[index]!;
    if (name !== 'ingest' || !outcome.ok) return [];
    return [{ input: input as Ingest['in'], out: outcome.value as Ingest['out'] }];
  });
}

/** As they are in the store now; what is known already was looked at when it came first. */
function rowsOf(core: StoreCore, { sourceId }: Ingest['in'], { rows }: Ingest['out']): JournalledRow[] {
  const fresh = new Set(rows.flatMap(({ seq, isNew }) => (isNew ? [seq] : [])));
  if (fresh.size === 0) return [];
  const afterSeq = Math.min(...fresh) - 1;
  const limit = Math.max(...fresh) - afterSeq;
  const found = ask(core, 'journalled', { sourceId, sinceMs: Number.MIN_SAFE_INTEGER, afterSeq, limit });
  return found.filter(({ seq }) => fresh.has(seq));
}

const placesIn = (core: StoreCore) => ask(core, 'places', {});

function ask<Name extends 'journalled' | 'places'>(
  core: StoreCore,
  name: Name,
  input: Commands[Name]['in'],
): Commands[Name]['out'] {
  const outcome = core.read([{ name, input }])[0]!;
  if (!outcome.ok) throw outcome.error;
  return outcome.value as Commands[Name]['out'];
}
