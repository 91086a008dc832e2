import type { Decision } from '../inbound/decision.ts';
import type { RowInput } from '../store/commands/journal.ts';

/** Rows of a batch with the verdicts of every account, and where each decision of each account stands among them. */
interface RowsOfAll {
  readonly rows: readonly RowInput[];
  readonly indexes: readonly (readonly number[])[];
}

/**
 * Puts together what several accounts decided about one batch. They take the same rows out of it in the same order,
 * but for one that an account could not decide at all.
 */
export function verdictsOfAll(decisions: readonly (readonly Decision[])[]): RowsOfAll {
  const [first = [], ...others] = decisions;
  const rows = first.map(({ row }) => row);
  const indexes = [rows.map((_, index) => index)];
  for (const ofAccount of others) {
    let next = 0;
    indexes.push(
      ofAccount.map(({ row }) => {
        const known = rows.findIndex(({ eventId }, index) => index >= next && eventId === row.eventId);
        if (known < 0) return rows.push(row) - 1;
        next = known + 1;
        const { verdicts, raw } = rows[known]!;
        rows[known] = { ...rows[known]!, raw: raw ?? row.raw, verdicts: [...verdicts, ...row.verdicts] };
        return known;
      }),
    );
  }
  return { rows, indexes };
}
