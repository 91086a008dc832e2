// What should become of each row, by the rules alone: it must be answered, must not be, or nobody can say.

import { isOfLine, isSelfChat, refusal } from './access.ts';
import { judgeAge } from './ages.ts';
import { type Arrival, arrivalOf, type Told, toldBy } from './arrival.ts';
import { mayBeGivenUpEarly, wasGivenUp } from './asked.ts';
import { beginningOf } from './beginning.ts';
import { judgedByBudget } from './budgets.ts';
import { afterDeletion, afterTakingBack, beforeItsWords, type Calls, firstCallsOf } from './changes.ts';
import { type ClockCorrections, clockCorrectionsOf } from './clocks.ts';
import { asCommand, isToGateway, needsNoMention } from './commands.ts';
import { replacedAtMs } from './databases.ts';
import { disturbedUntil } from './disturbances.ts';
import { freeFrom, hasRested, wasHeardOut } from './heard-out.ts';
import { decidedBetween, HIDDEN, isHiddenFrom } from './hidden.ts';
import type { History, WitnessedRow } from './history.ts';
import {
  DROPPED_PREVIEW,
  FOLDED_PREVIEW,
  GIVEN_UP,
  IN_A_LOOP,
  type Judgement,
  LATE_PREVIEW,
  OWNER_SPEAKS,
  STOOD_EARLIER,
  TAKEN_AWAY,
  TOO_OLD,
  WAS_THERE,
} from './judged.ts';
import { comesIntoLoop } from './loops.ts';
import { UNADDRESSED, unaddressed } from './mentions.ts';
import { mistakenNumber, namedByAnother } from './numbers.ts';
import { comesIntoQuiet, speaksToAgent } from './owners-words.ts';
import { mayBeBraked } from './paces.ts';
import { hasToPair, STRANGER, wasPaired } from './pairing.ts';
import { isPreview, previewsTold, type Telling, writtenBefore } from './previews.ts';
import { reflectionOf } from './reflections.ts';
import { repeatsIn } from './repeats.ts';
import { runsOf } from './runs.ts';
import { asNote, judgedByPairs } from './self-notes.ts';
import { quotesReply } from './sentences.ts';
import type { Settings } from './settings.ts';
import { isOwnWhenTold, neverSpeech } from './speech.ts';
import { judgeSticker } from './stickers.ts';
import { withTwins } from './twins.ts';

/** By then a gateway that nothing disturbs has read whatever there is. */
const READ_WITHIN_MS = 140_000;

/** What can be told of a row only beside the others. */
interface Known {
  readonly previews: ReadonlyMap<WitnessedRow, Telling>;
  readonly repeats: ReadonlySet<WitnessedRow>;
  readonly told: Told;
  readonly clocks: ClockCorrections;
  arrivalFor(row: WitnessedRow): Arrival | null;
  readonly calls: Calls;
  /** The addresses of this Mac that its rows name. */
  readonly ownAddresses: ReadonlySet<string>;
  /** When a message first came, in whichever database. */
  cameMs(row: WitnessedRow): number;
}

export function judgeRows(account: Settings, history: History): ReadonlyMap<WitnessedRow, Judgement> {
  const repeats = repeatsIn(account, history);
  const told = toldBy(history);
  const ownAddresses = new Set(history.rows.flatMap((row) => row.ownAddress ?? []));
  const arrivals = new Map(history.rows.map((row) => [row, arrivalOf(row, account, history, told)]));
  const arrivalFor = (row: WitnessedRow) => arrivals.get(row)!;
  // A copy has nothing of its own to say of the clock.
  const once = { ...history, rows: history.rows.filter((row) => !repeats.has(row)) };
  const known: Known = {
    arrivalFor,
    clocks: clockCorrectionsOf(account, once, ownAddresses, arrivalFor),
    previews: previewsTold(history),
    repeats,
    told,
    calls: firstCallsOf(history.calls.filter(({ accountId }) => accountId === account.accountId)),
    ownAddresses,
    cameMs: firstCameMs(history),
  };
  const judged = new Map<WitnessedRow, Judgement>();
  for (const row of history.rows) {
    const judgement = judge(row, account, history, known);
    judged.set(row, asNote(row, judgement, { account, history, arrival: arrivalFor(row), ownAddresses }));
  }
  const pairs = judgedByPairs(judged, repeats, arrivalFor, history);
  const judgedOnce = withTwins(pairs.judged, new Set([...repeats, ...pairs.seconds]), account);
  const judgedAll = new Map(
    [...judgedOnce].map(([row, judgement]) => [row, asCommand(row, judgement, account, history)]),
  );
  return judgedByBudget(judgedAll, account, arrivalFor, history);
}

function firstCameMs({ rows }: History): Known['cameMs'] {
  const firstMs = new Map<string, number>();
  for (const { guid, insertedAtMs } of rows)
    firstMs.set(guid, Math.min(insertedAtMs, firstMs.get(guid) ?? insertedAtMs));
  return ({ guid, insertedAtMs }) => firstMs.get(guid) ?? insertedAtMs;
}

const mustNot = (reason: string): Judgement => ({ is: 'must not', reason });
const either = (reason: string): Judgement => ({ is: 'either', reason });
/** Of what may have been let in, too, it counts when it was told. */
const eitherAt = (arrival: Arrival | null, reason: string): Judgement =>
  arrival === null ? either(reason) : { ...either(reason), arrival };

/** Counted and judged where it goes. */
export const OF_ANOTHER_ACCOUNT: Judgement = mustNot('it came in on a line of another account');

function judge(row: WitnessedRow, account: Settings, history: History, known: Known): Judgement {
  const { previews, told } = known;
  if (!isOfLine(row, account)) return OF_ANOTHER_ACCOUNT;
  if (known.repeats.has(row)) return mustNot(STOOD_EARLIER);
  const own = isOwnWhenTold(row, known.arrivalFor(row));
  const toAgent = own === null ? null : speaksToAgent(row, account, history, known);
  if (toAgent !== null)
    return judgeOwner(own === 'certain' ? toAgent : 'unknown', row, account, history, known);
  const silence = neverSpeech(row, account);
  if (silence !== null) return mustNot(silence);
  const sticker = judgeSticker(row, known.arrivalFor(row), account, history);
  if (sticker !== null) return sticker;
  const preview = previews.get(row);
  if (preview === 'folded') return mustNot(FOLDED_PREVIEW);
  if (preview === 'unknown' && !told.has(row.guid)) return mustNot(DROPPED_PREVIEW);
  if (row.joinedAtMs === null) return mustNot('it never stood in a chat');
  if (wasGivenUp(row, known.cameMs(row), history, told.get(row.guid))) return mustNot(GIVEN_UP);
  if (mayBeGivenUpEarly(row, known.cameMs(row), history)) return either('the clock of the gateway was wrong');
  const beginning = beginningOf(row, account, history);
  if (beginning === 'history') return mustNot(WAS_THERE);
  const inLists = refusal(row, account);
  const arrival = known.arrivalFor(row);
  const paired =
    inLists !== null && hasToPair(row, account) ? wasPaired(row, arrival, account, history) : false;
  if (paired === null) return eitherAt(arrival, 'its writer was approved around then');
  const hidden = paired ? null : isHiddenFrom(row, account, history, decidedBetween(row, arrival));
  if (hidden === 'certain' || (hidden !== null && inLists !== null))
    return { ...mustNot(HIDDEN), ...(arrival && { arrival }) };
  if (hidden !== null) return eitherAt(arrival, 'Messages may hide its writer');
  const refused = paired ? null : inLists;
  const named = refused === null ? 'certain' : namedByAnother(row, arrival, account, history);
  if (refused !== null && named === null)
    return hasToPair(row, account) ? ofStranger(arrival) : mustNot(refused);
  if (named === 'unknown') return eitherAt(arrival, 'a list names another chat of its group by its number');
  const mistaken = mistakenNumber(row, account, history);
  if (mistaken === 'certain') return mustNot('the number of its chat meant another');
  if (mistaken === 'unknown') return eitherAt(arrival, 'the number of its chat may have meant another');

  if (arrival === null) return wasReadOn(row, history) ? { is: 'must' } : either('nobody read on after it');
  if (beginning !== null && beginning !== 'replay') return { ...either(beginning.unknown), arrival };
  if (!arrival.wasTold && replacedAtMs(history, row.database) < arrival.latestMs)
    return { ...mustNot(TAKEN_AWAY), arrival };
  const late = isPreview(row) ? latePreview(row, arrival, account, history) : null;
  if (late !== null) return { ...late, arrival };
  if (arrival.mayBeLost) return { ...either('its database was taken away while it was told'), arrival };
  return { ...atArrival(row, arrival, account, history, known), arrival };
}

/**
 * The preview of what was written before it is nobody's second request (ruling-27); a link that stands alone is the message
 * itself, where chat.db can be asked what it stands behind.
 */
function latePreview(
  row: WitnessedRow,
  { cameAgain, earliestMs, latestMs }: Arrival,
  { isRemote }: Settings,
  history: History,
): Judgement | null {
  if (cameAgain === false) return null;
  const before = writtenBefore(row, history.rows);
  const stoodThere = ({ deletedAtMs, joinedAtMs }: WitnessedRow) =>
    deletedAtMs === null && joinedAtMs !== null && joinedAtMs <= earliestMs;
  const canBeAsked =
    !isRemote && disturbedUntil(history.disturbances, 'reading', earliestMs, latestMs) === null;
  // Builds that mark no previews leave it to chat.db to say that it is one.
  const isKnown = cameAgain && (canBeAsked || isRemote || history.build.marksPreviews);
  if (before.some(stoodThere)) return (isKnown ? mustNot : either)(LATE_PREVIEW);
  return canBeAsked && before.length === 0 ? null : either(LATE_PREVIEW);
}

/** A stranger's row, which is told of as any other. */
function ofStranger(arrival: Arrival | null): Judgement {
  const judgement = mustNot(STRANGER);
  return arrival === null ? judgement : { ...judgement, arrival };
}

/** What becomes of somebody's words that were told, or should have been. */
function atArrival(
  row: WitnessedRow,
  arrival: Arrival,
  account: Settings,
  history: History,
  known: Known,
): Judgement {
  const { ownAddresses, calls, clocks } = known;
  const quoted = quotesReply(row, arrival, history);
  if (quoted === 'certain') return mustNot('a reaction as a sentence');
  if (quoted === 'unknown') return either('it may quote what was said here');
  const deletion = afterDeletion(row, arrival, account, calls, history);
  if (deletion !== null) return deletion;
  const tooOld = byAge(row, arrival, account, history, clocks);
  if (tooOld !== null) return tooOld;
  const becameOwn = row.versions.find(({ isFromMe }) => isFromMe);
  if (becameOwn && becameOwn.atMs < arrival.earliestMs && row.versions.at(-1)!.isFromMe)
    return mustNot('own words');
  if (becameOwn) return either('own words that were first told as another’s');
  const reflection = isSelfChat(row, account, ownAddresses) ? reflectionOf(row, arrival, history) : null;
  if (reflection === 'certain') return mustNot('what was answered comes back');
  if (reflection === 'possible') return either('what is being answered may come back');
  const wordless = beforeItsWords(row, arrival, account, history);
  if (wordless !== null) return wordless;
  const isUnaddressed = needsNoMention(row, account) ? null : unaddressed(row, account, history);
  if (isUnaddressed === 'certain') return mustNot(UNADDRESSED);
  if (isUnaddressed === 'unknown') return either('it may mention nobody');
  const quiet = comesIntoQuiet(row, arrival, account, history, known);
  // What is said to the gateway is not said to the agent.
  const toGateway = isToGateway(row, arrival, account, history);
  if (quiet === 'certain' && toGateway === null) return mustNot(OWNER_SPEAKS);
  if (quiet !== null && toGateway !== 'certain') return either('the owner may speak there');
  const loop =
    toGateway === 'certain' ? null : comesIntoLoop(row, arrival, account, history, known.arrivalFor);
  if (loop === 'certain' && toGateway === null) return mustNot(IN_A_LOOP);
  if (loop !== null) return either('answers of an agent may keep coming back there');
  const takenBack = afterTakingBack(row, arrival, account, calls, history);
  if (takenBack !== null) return takenBack;
  return ifHeardOut(row, arrival, account, history);
}

function byAge(
  row: WitnessedRow,
  arrival: Arrival,
  account: Settings,
  history: History,
  clocks: ClockCorrections,
): Judgement | null {
  const age = judgeAge(row, arrival, account, history, clocks.get(row) ?? [0]);
  if (age === 'stale') return mustNot(TOO_OLD);
  if (age === 'near') return either('its age is near a limit');
  return age === 'lost' ? either('the clock of the gateway was wrong') : null;
}

function ifHeardOut(row: WitnessedRow, arrival: Arrival, account: Settings, history: History): Judgement {
  // Then nothing waits any more, in a conversation that was braked either.
  if (hasRested(arrival, history)) return { is: 'must' };
  // What the gateway is told waits behind no turn; of who may not use commands it is words as any others.
  const isCommand = isToGateway(row, arrival, account, history) !== null;
  const freeMs = isCommand ? arrival.latestMs : freeFrom(row, arrival.latestMs, history);
  if (!wasHeardOut(arrival, freeMs, history)) return either('the run ended on it');
  return !isCommand && mayBeBraked(row, { toldMs: arrival.latestMs, freeMs }, account, history)
    ? either('its conversation may have been braked')
    : { is: 'must' };
}

/** What the owner says to the agent needs no list. */
function judgeOwner(
  certainty: 'certain' | 'unknown',
  row: WitnessedRow,
  account: Settings,
  history: History,
  { arrivalFor, clocks, calls, cameMs, told }: Known,
): Judgement {
  if (wasGivenUp(row, cameMs(row), history, told.get(row.guid))) return mustNot(GIVEN_UP);
  const beginning = beginningOf(row, account, history);
  if (beginning === 'history') return mustNot(WAS_THERE);
  const arrival = arrivalFor(row)!;
  if (certainty === 'unknown') return eitherAt(arrival, 'it may not be what the owner says to the agent');
  if (beginning !== null && beginning !== 'replay') return { ...either(beginning.unknown), arrival };
  const isLost = arrival.mayBeLost || replacedAtMs(history, row.database) < arrival.latestMs;
  const judgement = isLost
    ? either('its database was taken away')
    : (afterDeletion(row, arrival, account, calls, history) ??
      byAge(row, arrival, account, history, clocks) ??
      ifHeardOut(row, arrival, account, history));
  return { ...judgement, arrival };
}

/** Whether a gateway was there that could have read what nobody asked for, and nothing was in its way. */
function wasReadOn({ insertedAtMs, joinedAtMs, database }: WitnessedRow, history: History): boolean {
  const availableMs = joinedAtMs ?? insertedAtMs;
  const { lives, disturbances, endMs } = history;
  const replacedMs = replacedAtMs(history, database);
  return runsOf({ lives }).some(({ fromMs, toMs }) => {
    const beganMs = Math.max(fromMs, availableMs);
    const endedMs = Math.min(toMs ?? endMs, replacedMs);
    return (
      endedMs - beganMs >= READ_WITHIN_MS &&
      disturbedUntil(disturbances, 'reading', beganMs - READ_WITHIN_MS, beganMs + READ_WITHIN_MS) === null
    );
  });
}
