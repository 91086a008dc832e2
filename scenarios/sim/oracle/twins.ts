// Messages writes a message again under another GUID (ruling-23): who said what, where and when is the same. Of those that
// wait for a turn the first that was told is answered, and the others are repeats of it. What the owner says never is one.

import type { Arrival } from './arrival.ts';
import { chatMeaning } from './chat-meaning.ts';
import type { WitnessedRow } from './history.ts';
import { type Judgement, TOO_OLD } from './judged.ts';
import type { Settings } from './settings.ts';
import { isOwnWhenTold } from './speech.ts';

/** A date of whole seconds proves nothing where the arrivals are no further apart. */
const WHOLE_SECOND_APART_MS = 10_000;
/** What several processes told so close to each other may have been taken in either order. */
const NEAR_MS = 2_000;
/** From the moment imsg reads a row until it has told it. */
const READING_MS = 100;

const REPEATED: Judgement = { is: 'must not', reason: 'the same message was told before' };
const UNSURE: Judgement = { is: 'either', reason: 'the same message stands there twice' };

type Judged = ReadonlyMap<WitnessedRow, Judgement>;

/** One that waited for a turn when it was told, or may have. */
interface Twin {
  readonly row: WitnessedRow;
  readonly judgement: Judgement;
  readonly arrival: Arrival;
}

/** Judged anew with those beside them that say the same; by those judgements alone where there are none. */
export function withTwins(judged: Judged, repeats: ReadonlySet<WitnessedRow>, account: Settings): Judged {
  const result = new Map(judged);
  const rows = [...judged.keys()].filter((row) => !repeats.has(row));
  for (const group of groupsOf(rows)) {
    const twins = group.flatMap((row) => asTwin(row, judged.get(row)!));
    if (twins.length < 2) continue;
    for (const [row, judgement] of judgeTwins(twins, account)) {
      const { arrival } = judged.get(row)!;
      result.set(row, { ...judgement, ...(arrival && { arrival }) });
    }
  }
  return result;
}

/** By sender, chat, date as the wire tells it, and words that each had at some time. */
function groupsOf(rows: readonly WitnessedRow[]): readonly (readonly WitnessedRow[])[] {
  const groups = new Map<string, Set<WitnessedRow>>();
  for (const row of rows) {
    const { dateMs, sender, versions } = row;
    if (dateMs === null) continue;
    for (const { text, isFromMe } of versions) {
      if (isFromMe) continue;
      const key = JSON.stringify([dateMs, sender, chatMeaning(row), text]);
      groups.set(key, (groups.get(key) ?? new Set()).add(row));
    }
  }
  return [...groups.values()].filter(({ size }) => size > 1).map((group) => [...group]);
}

/** What was refused, or was too old, is not known by what it says; what was admitted and came to nothing is. */
function asTwin(row: WitnessedRow, judgement: Judgement): Twin[] {
  const { arrival } = judgement;
  if (arrival === undefined || (judgement.is === 'must not' && judgement.reason === TOO_OLD)) return [];
  if (isOwnWhenTold(row, arrival) === 'certain') return [];
  return [{ row, judgement, arrival }];
}

function judgeTwins(twins: readonly Twin[], account: Settings): [WitnessedRow, Judgement][] {
  const isCertain = twins.every(({ row, judgement, arrival }) => {
    const isKnown = arrival.isTaken && arrival.moments.length === 1 && judgement.is === 'must';
    const isOneForm = formsOf(row, arrival).size === 1 && isOwnWhenTold(row, arrival) === null;
    return isKnown && isOneForm && !(account.includeAttachments && row.attachments > 0);
  });
  if (!isCertain) return twins.flatMap(asUnsure);
  const inOrder = twins.toSorted(
    (one, other) => one.arrival.earliestMs - other.arrival.earliestMs || one.row.rowid - other.row.rowid,
  );
  return inOrder.flatMap((twin, index) => {
    const same = inOrder.slice(0, index).filter((other) => saysTheSame(twin, other));
    const [first] = same;
    return first ? beside(twin, first) : [];
  });
}

function beside(twin: Twin, first: Twin): [WitnessedRow, Judgement][] {
  const { row, arrival } = twin;
  const laterByMs = arrival.earliestMs - first.arrival.earliestMs;
  const isOfOneProcess = arrival.cameAgain === false && first.arrival.cameAgain === false;
  if (!isOfOneProcess && laterByMs < NEAR_MS) return [twin, first].flatMap(asUnsure);
  if (row.balloonId !== first.row.balloonId) return asUnsure(twin);
  if (row.dateMs! % 1_000 !== 0) return [[row, REPEATED]];
  if (laterByMs < WHOLE_SECOND_APART_MS - NEAR_MS) return [];
  return laterByMs > WHOLE_SECOND_APART_MS + NEAR_MS ? [[row, REPEATED]] : asUnsure(twin);
}

/** What must not be answered stays so. */
function asUnsure({ row, judgement }: Twin): [WitnessedRow, Judgement][] {
  return judgement.is === 'must not' ? [] : [[row, UNSURE]];
}

function saysTheSame(one: Twin, other: Twin): boolean {
  const forms = formsOf(other.row, other.arrival);
  return [...formsOf(one.row, one.arrival)].every((form) => forms.has(form));
}

/** What it may have said when it was told. */
function formsOf({ versions }: WitnessedRow, { earliestMs, latestMs }: Arrival): ReadonlySet<string> {
  const forms = versions.filter(({ atMs }, index) => {
    const untilMs = versions[index + 1]?.atMs ?? Number.POSITIVE_INFINITY;
    return (index === 0 || atMs <= latestMs) && untilMs >= earliestMs - READING_MS;
  });
  return new Set(forms.map(({ text }) => text));
}
