// How much one person may have answered: what is beyond it is answered by nobody, and told once.

import { handlesOf } from './access.ts';
import type { Arrival } from './arrival.ts';
import { comparable } from './handles.ts';
import type { WitnessedRow } from './history.ts';
import type { Judgement } from './judged.ts';
import { isPreview } from './previews.ts';
import type { Settings } from './settings.ts';
import { isOwn } from './speech.ts';

/** Its writer is told that it is enough; of others that follow nothing is said. */
export const OVER_BUDGET_FIRST = 'the first beyond what one person may have answered';
const OVER_BUDGET = 'beyond what one person may have answered';
const NEAR_BUDGET = 'as much of one person may have been answered';
/** They may have been told so. */
export const MAY_BE_OVER: ReadonlySet<string> = new Set([NEAR_BUDGET, `${OVER_BUDGET}, perhaps the first`]);

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How far off the moment of a decision may be. */
const NEAR_MS = 5_000;

type Rows = ReadonlyMap<WitnessedRow, Judgement>;
type ArrivalFor = (row: WitnessedRow) => Arrival | null;

interface Spender {
  readonly answered: {
    readonly earliestMs: number;
    readonly latestMs: number;
    readonly isCertain: boolean;
  }[];
  last: 'answered' | 'over' | 'unknown';
}

/** Judged anew, where what people may have answered is limited. */
export function judgedByBudget(rows: Rows, account: Settings, arrivalFor: ArrivalFor): Rows {
  const { budget } = account;
  if (budget.hour === Number.POSITIVE_INFINITY && budget.day === Number.POSITIVE_INFINITY) return rows;
  const spenders = new Map<string, Spender>();
  const judged = new Map(rows);
  const came = [...rows].flatMap(([row, judgement]) => {
    const arrival = judgement.is === 'must not' || isOwn(row) ? null : arrivalFor(row);
    return arrival ? [{ row, judgement, arrival }] : [];
  });
  for (const one of came.toSorted((a, b) => a.arrival.latestMs - b.arrival.latestMs)) {
    const handles = handlesOf(one.row.sender ?? '', account).map((handle) => comparable(handle) ?? handle);
    const person = handles.toSorted()[0]!;
    const spender = spenders.get(person) ?? { answered: [], last: 'answered' };
    spenders.set(person, spender);
    judged.set(one.row, judge(one, spender, budget));
  }
  return judged;
}

function judge(
  { row, judgement, arrival }: { row: WitnessedRow; judgement: Judgement; arrival: Arrival },
  spender: Spender,
  budget: Settings['budget'],
): Judgement {
  const { earliestMs, latestMs } = arrival;
  const spans = [
    [budget.hour, HOUR_MS],
    [budget.day, DAY_MS],
  ] as const;
  const { answered } = spender;
  const sure = (spanMs: number) =>
    answered.filter(
      (one) =>
        one.isCertain && one.latestMs < earliestMs - NEAR_MS && one.earliestMs > latestMs - spanMs + NEAR_MS,
    ).length;
  const perhaps = (spanMs: number) =>
    answered.filter((one) => one.latestMs > earliestMs - spanMs - NEAR_MS).length;
  const told = { arrival };
  const isCertain = judgement.is === 'must' && !isPreview(row);
  if (isCertain && spans.some(([limit, spanMs]) => sure(spanMs) >= limit)) {
    const { last } = spender;
    spender.last = 'over';
    const reason =
      last === 'over'
        ? OVER_BUDGET
        : last === 'answered'
          ? OVER_BUDGET_FIRST
          : `${OVER_BUDGET}, perhaps the first`;
    return { is: 'must not', reason, ...told };
  }
  const isNear = spans.some(([limit, spanMs]) => perhaps(spanMs) >= limit);
  answered.push({ earliestMs, latestMs, isCertain: isCertain && !isNear });
  spender.last = isCertain && !isNear ? 'answered' : 'unknown';
  return isNear ? { is: 'either', reason: NEAR_BUDGET, ...told } : judgement;
}
