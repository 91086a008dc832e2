// How much one person may have answered: what is beyond it is answered by nobody, and told once.

import { handlesOf } from './access.ts';
import { budgetHeld, wasOtherwise } from './account-at.ts';
import type { Arrival } from './arrival.ts';
import { inOrderOf, isInOrder } from './budget-order.ts';
import { TAKEN_BACK } from './changes.ts';
import { clockOffsetAt } from './clock-gaps.ts';
import { isHeard, isOpen as mayBeCommand } from './commands.ts';
import { couldBeAsked } from './disturbances.ts';
import { comparable } from './handles.ts';
import type { History, WitnessedRow } from './history.ts';
import { type Judgement, OWNER_SPEAKS, STOOD_EARLIER } from './judged.ts';
import { inOneTurn, isOfTheSameTurn, placeOf, type Waiting, waitingWith } from './one-turn.ts';
import { isPreview } from './previews.ts';
import type { Settings } from './settings.ts';
import { isOwn } from './speech.ts';

/** Its writer is told that it is enough; of others that follow nothing is said. */
export const OVER_BUDGET_FIRST = 'the first beyond what one person may have answered';
const OVER_BUDGET = 'beyond what one person may have answered';
const NEAR_BUDGET = 'as much of one person may have been answered';
const PERHAPS_THE_FIRST = `${OVER_BUDGET}, perhaps the first`;
/** Nobody was to answer them for it. */
export const ARE_OVER: ReadonlySet<string> = new Set([OVER_BUDGET_FIRST, OVER_BUDGET, PERHAPS_THE_FIRST]);
/** They may have been told so. */
export const MAY_BE_OVER: ReadonlySet<string> = new Set([NEAR_BUDGET, PERHAPS_THE_FIRST]);

/** Whether its writer is, or may be, told that it is enough. */
export function mayTellOfBudget(judged: Judgement): boolean {
  return judged.is !== 'must' && (judged.reason === OVER_BUDGET_FIRST || MAY_BE_OVER.has(judged.reason));
}

/** What one configuration has tell its writer so, and another has not. */
export function overByOne(said: readonly Judgement[]): Judgement {
  const isSilent = said.every(({ is }) => is === 'must not');
  return isSilent ? { is: 'must not', reason: PERHAPS_THE_FIRST } : { is: 'either', reason: NEAR_BUDGET };
}

const UNLIMITED: Settings['budget'] = { hour: Number.POSITIVE_INFINITY, day: Number.POSITIVE_INFINITY };
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How far off the moment of a decision may be. */
const NEAR_MS = 5_000;
/** A preview that follows so soon is of what was said before it. */
const BELONGS_MS = 15_000;
/** What lies further ahead, by a clock that was set back since, counts no more. */
const AHEAD_MAX_MS = 60_000;

type Rows = ReadonlyMap<WitnessedRow, Judgement>;
type ArrivalFor = (row: WitnessedRow) => Arrival | null;

interface Answered extends ByClock {
  readonly row: WitnessedRow;
  /** Whether a watch told of it as it came. */
  readonly isInOrder: boolean;
  readonly earliestMs: number;
  readonly latestMs: number;
  readonly isCertain: boolean;
}

/** When it was decided by the gateway's own clock, which counts. */
interface ByClock {
  readonly clockFromMs: number;
  readonly clockToMs: number;
}

interface Spender {
  answered: Answered[];
  last: 'answered' | 'over' | 'unknown';
  /** The last of what was let in, or may have been; also of a turn that is counted already. */
  lastIn: ByClock | undefined;
  /** By where they write. */
  readonly waiting: Map<string, Waiting>;
}

/** By what is limited, and with what else happened. */
interface Given {
  readonly account: Settings;
  readonly history: History;
}

interface Came extends ByClock {
  readonly row: WitnessedRow;
  readonly judgement: Judgement;
  readonly arrival: Arrival;
  /** Between when and when it was decided: as it came, unless the gateway has said of it sooner what it is. */
  readonly earliestMs: number;
  readonly latestMs: number;
  /** Whether the gateway said that it took it for a turn; null = it did not say so, nor otherwise. */
  readonly isTaken: boolean | null;
  /** Whether imsg says of a preview that it is one. */
  readonly isMarked: boolean;
}

/** Judged anew, where what people may have answered is limited. */
export function judgedByBudget(
  rows: Rows,
  account: Settings,
  arrivalFor: ArrivalFor,
  history: History,
): Rows {
  const { rowEvents, build } = history;
  const { budget } = account;
  if (budget.hour === Number.POSITIVE_INFINITY && budget.day === Number.POSITIVE_INFINITY) return rows;
  const decided = rowEvents.filter(
    ({ guid, isNew, accountId }) =>
      isNew && guid !== null && (accountId ?? account.accountId) === account.accountId,
  );
  const taken = new Set(decided.flatMap(({ guid, fate }) => (IS_TAKEN.has(fate) ? [guid] : [])));
  const carriedOut = new Set(rowEvents.flatMap(({ guid, fate }) => (fate === 'command' ? [guid] : [])));
  const known = new Map(decided.toReversed().map(({ guid, atMs }) => [guid, atMs]));
  const spenders = new Map<string, Spender>();
  const judged = new Map(rows);
  const came = [...rows].flatMap(([row, judgement]): Came[] => {
    const decidedMs = known.get(row.guid);
    const wasTaken = taken.has(row.guid) && !carriedOut.has(row.guid);
    // What may be a command is pending, too, while it waits to be carried out.
    const maySay = decidedMs !== undefined && !(wasTaken && (mayBeCommand(judgement) || isHeard(judgement)));
    const isTaken = maySay ? wasTaken : null;
    const mayCount =
      judgement.is !== 'must not' ||
      (wasTaken &&
        judgement.reason !== STOOD_EARLIER &&
        (WAITS_FIRST.has(judgement.reason) || wasOtherwise(account, history.lives, decidedMs!)));
    const arrival = isOwn(row) || !mayCount ? null : arrivalFor(row);
    if (!arrival) return [];
    const latestMs = Math.max(
      arrival.earliestMs,
      Math.min(arrival.latestMs, decidedMs ?? Number.POSITIVE_INFINITY),
    );
    const { earliestMs } = arrival;
    const byClock = byClockOf(earliestMs, latestMs, history);
    return [
      { row, judgement, arrival, earliestMs, latestMs, ...byClock, isTaken, isMarked: build.marksPreviews },
    ];
  });
  const personOf = ({ row }: Came) =>
    handlesOf(row.sender ?? '', account)
      .map((handle) => comparable(handle) ?? handle)
      .toSorted()[0]!;
  const ofPerson = Map.groupBy(came, personOf);
  for (const one of inOrderOf(came)) {
    const person = personOf(one);
    const spender = spenders.get(person) ?? newSpender();
    spenders.set(person, spender);
    const isOpen = !isInOrder(one.arrival) && hasAsMany(one, ofPerson.get(person)!, budget);
    const isLimited = budgetHeld(account, history.lives, one.earliestMs - NEAR_MS, one.latestMs + NEAR_MS);
    const given = isLimited === true ? account : { ...account, budget: UNLIMITED };
    // Why it was turned away under another configuration nobody can say.
    const isUnclear =
      isLimited === null || (one.isTaken === false && wasOtherwise(account, history.lives, one.latestMs));
    judged.set(one.row, judge(one, spender, { account: given, history }, isOpen || isUnclear));
    // Under an earlier configuration nobody was told so.
    if (isLimited !== true) spender.last = 'unknown';
    // With the next one the gateway may have forgotten what lay ahead then.
    spender.answered = spender.answered.map((known) =>
      mayLieAhead(known, one) ? { ...known, isCertain: false } : known,
    );
  }
  return judged;
}

const newSpender = (): Spender => ({ answered: [], last: 'answered', lastIn: undefined, waiting: new Map() });

function byClockOf(earliestMs: number, latestMs: number, history: History): ByClock {
  const times = [earliestMs, latestMs].map((atMs) => atMs + clockOffsetAt(history, atMs));
  return { clockFromMs: Math.min(...times), clockToMs: Math.max(...times) };
}

/** What is in no turn and waited for one until then. */
const WAITS_FIRST: ReadonlySet<string> = new Set([TAKEN_BACK, OWNER_SPEAKS]);

/** Of what waits for a turn, whatever becomes of it then, and of what was handed over. */
export const IS_TAKEN: ReadonlySet<string | null> = new Set([null, 'dispatched', 'merged']);

/** @param isOpen Whether nobody can say what was decided before it. */
function judge(one: Came, spender: Spender, { account, history }: Given, isOpen: boolean): Judgement {
  const { row, judgement, arrival, isTaken } = one;
  const { answered } = spender;
  const { budget } = account;
  const place = placeOf(row);
  const before = spender.waiting.get(place);
  const belongs = belongsToLast(one, spender.lastIn);
  if (belongs === true) {
    if (before)
      spender.waiting.set(place, { ...waitingWith(one, before, null, false), counted: before.counted });
    return ofTheSame(one, spender);
  }
  const joins = inOneTurn(one, before, history)
    ? isUnhindered(one, history) || null
    : isOfTheSameTurn(one, before, account, history);
  if (joins === true && judgement.is === 'must') {
    spender.waiting.set(place, waitingWith(one, before, joins, true));
    spender.lastIn = one;
    return judgement;
  }
  const isApart = belongs === false && joins === false;
  const isCertain = judgement.is === 'must' && isApart && !isOpen;
  if (isCertain && isBeyond(one, answered, budget)) {
    const { last } = spender;
    spender.last = 'over';
    const first = last === 'answered' ? OVER_BUDGET_FIRST : PERHAPS_THE_FIRST;
    return { is: 'must not', reason: last === 'over' ? OVER_BUDGET : first, arrival };
  }
  const isNear = isOpen || mayBeBeyond(one, answered, budget);
  const isKnown = isCertain && !isNear;
  // What the gateway says has become of it is known of the next ones: an earlier configuration may not have let it in.
  if (isTaken !== false) {
    const { earliestMs, latestMs, clockFromMs, clockToMs } = one;
    const by = { earliestMs, latestMs, clockFromMs, clockToMs };
    const isCounted = isKnown || (isTaken === true && isApart);
    answered.push({ row, isInOrder: isInOrder(arrival), ...by, isCertain: isCounted });
    spender.waiting.set(place, waitingWith(one, before, joins, isKnown || isTaken === true));
    spender.lastIn = one;
  }
  spender.last = isKnown ? 'answered' : 'unknown';
  return isNear && judgement.is !== 'must not' ? near(arrival) : judgement;
}

/** Whether nothing kept it from being decided as it came: what came later than it seems may count by itself. */
function isUnhindered({ earliestMs, latestMs }: Came, { disturbances }: History): boolean {
  return couldBeAsked(disturbances, earliestMs, latestMs);
}

/** Whatever became of what it belongs to. */
function ofTheSame({ judgement, arrival }: Came, { last }: Spender): Judgement {
  if (last === 'answered' || judgement.is === 'must not') return judgement;
  const isOver = last === 'over' && judgement.is === 'must';
  return isOver ? { is: 'must not', reason: OVER_BUDGET, arrival } : near(arrival);
}

/** Whatever else is not known of it. */
const near = (arrival: Arrival): Judgement => ({ is: 'either', reason: NEAR_BUDGET, arrival });

/** The preview of a link is of what its writer said just before; null = nobody can say. */
function belongsToLast(came: Came, last: ByClock | undefined): boolean | null {
  if (!isPreview(came.row)) return false;
  if (!came.isMarked) return null;
  if (last === undefined) return false;
  const isSoon = came.clockToMs - last.clockFromMs < BELONGS_MS - NEAR_MS;
  if (isSoon && !mayLieAhead(last, came)) return true;
  // What was told to a gateway that died is decided as it is told again.
  return came.clockFromMs - last.clockToMs > BELONGS_MS + NEAR_MS ? false : null;
}

const mayLieAhead = (one: ByClock, came: ByClock) =>
  one.clockToMs > came.clockFromMs + AHEAD_MAX_MS - NEAR_MS;

const spansOf = ({ hour, day }: Settings['budget']) =>
  [
    [hour, HOUR_MS],
    [day, DAY_MS],
  ] as const;

/** Of what had to be asked for nobody can say what was decided before it: whether the limit may have been met by all. */
function hasAsMany({ clockToMs }: Came, all: readonly Came[], budget: Settings['budget']): boolean {
  const within = (spanMs: number) =>
    all.filter((one) => Math.abs(one.clockToMs - clockToMs) <= spanMs + NEAR_MS).length - 1;
  return spansOf(budget).some(([limit, spanMs]) => within(spanMs) >= limit);
}

/** Rows are decided in their order, where they are told so. */
function isBefore(one: Answered, { row, arrival, earliestMs }: Came): boolean {
  if (one.latestMs < earliestMs - NEAR_MS) return true;
  const isSame = one.row.database === row.database && one.row.rowid < row.rowid;
  return isSame && one.isInOrder && isInOrder(arrival);
}

function isBeyond(came: Came, answered: readonly Answered[], budget: Settings['budget']): boolean {
  const sure = (spanMs: number) =>
    answered.filter(
      (one) =>
        one.isCertain &&
        isBefore(one, came) &&
        !mayLieAhead(one, came) &&
        one.clockFromMs > came.clockToMs - spanMs + NEAR_MS,
    ).length;
  return spansOf(budget).some(([limit, spanMs]) => sure(spanMs) >= limit);
}

function mayBeBeyond(
  { clockFromMs, clockToMs }: Came,
  answered: readonly Answered[],
  budget: Settings['budget'],
): boolean {
  const perhaps = (spanMs: number) =>
    answered.filter(
      (one) =>
        one.clockToMs > clockFromMs - spanMs - NEAR_MS &&
        one.clockFromMs <= clockToMs + AHEAD_MAX_MS + NEAR_MS,
    ).length;
  return spansOf(budget).some(([limit, spanMs]) => perhaps(spanMs) >= limit);
}
