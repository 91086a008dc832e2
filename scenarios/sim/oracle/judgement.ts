// What should become of each row, by the rules alone: it must be answered, must not be, or nobody can say.

import { authorOf, isAdmittedByNumber, isGroupChat, isSelfChat, refusal } from './access.ts';
import { type Arrival, arrivalOf } from './arrival.ts';
import { disturbedUntil, holding } from './disturbances.ts';
import type { History, WitnessedRow } from './history.ts';
import { isPreview, previewsTold, type Telling } from './previews.ts';
import type { Settings } from './settings.ts';
import { isSilent } from './words.ts';

export type Judgement = {
  /** When it was told; left out where that decides nothing. */
  readonly arrival?: Arrival;
} & ({ readonly is: 'must' } | { readonly is: 'must not' | 'either'; readonly reason: string });

const LIVE_LIMIT_MS = 15 * 60_000;
/** Near a limit nobody can say; nearer where the gateway's clock is being corrected. */
const NEAR_MS = 30_000;
const NEAR_CORRECTED_MS = 90_000;
/** Taken back, changed or deleted so close to the hand-over that either may be seen. */
const CHANGE_MS = 2_000;
/** From the moment a row is told until its turn is with the agent, where nothing stands in the way. */
const HANDING_OVER_MS = 30_000;

/** What can be told of a row only beside the others. */
interface Known {
  readonly previews: ReadonlyMap<WitnessedRow, Telling>;
  readonly twins: ReadonlySet<WitnessedRow>;
  /** The addresses of this Mac that its rows name. */
  readonly ownAddresses: ReadonlySet<string>;
}

/** How long sends under a fault may hold the messages behind them. */
const SEND_HELD_MS = 2 * 3_600_000;

export function judgeRows(account: Settings, history: History): Map<WitnessedRow, Judgement> {
  const previews = previewsTold(history);
  const twins = twinsOf(history.rows);
  const ownAddresses = new Set(history.rows.flatMap((row) => row.ownAddress ?? []));
  const known = { previews, twins, ownAddresses };
  const judged = new Map<WitnessedRow, Judgement>();
  for (const row of history.rows) judged.set(row, judge(row, account, history, known));
  return judged;
}

function judge(
  row: WitnessedRow,
  account: Settings,
  history: History,
  { previews, twins, ownAddresses }: Known,
): Judgement {
  const mustNot = (reason: string, arrival?: Arrival): Judgement => ({
    is: 'must not',
    reason,
    ...(arrival && { arrival }),
  });
  const either = (reason: string, arrival?: Arrival): Judgement => ({
    is: 'either',
    reason,
    ...(arrival && { arrival }),
  });
  if (row.itemType !== 0 && row.attachments > 0 && account.includeAttachments)
    return either('a picture of a group');
  if (row.isSpoken && authorOf(row) !== null) return either('a voice memo');
  const silence = neverSpeech(row, account);
  if (silence !== null) return mustNot(silence);
  if (row.versions.some(({ isFromMe }) => isFromMe))
    return either('own words that were first told as another’s');
  if (isSelfChat(row, account, ownAddresses)) return either('a note to oneself');
  const preview = previews.get(row);
  if (preview === 'folded') return mustNot('a preview whose text says it already');
  if (preview === 'unknown') return either('a preview that imsg may leave out');

  const told = arrivalOf(row, account, history);
  if (!told.ok) return told.why.kind === 'never' ? mustNot(told.why.reason) : either(told.why.reason);
  const { arrival } = told;
  const refused = refusal(row, account);
  if (refused !== null) return mustNot(refused, arrival);
  if (isNumberOfAnother(row, account, history))
    return mustNot('the number of its chat meant another', arrival);
  if (row.deletedAtMs !== null && row.deletedAtMs < arrival.earliestMs)
    return mustNot('deleted before it was told', arrival);
  if (row.deletedAtMs !== null && row.deletedAtMs < arrival.latestMs + CHANGE_MS)
    return either('deleted while it was told', arrival);
  const age = judgeAge(row, arrival, account, history);
  if (age === 'stale') return mustNot('too old', arrival);
  if (age === 'near') return either('its age is near a limit', arrival);
  if (twins.has(row)) return either('the same message stands there twice', arrival);
  if (wasTakenBack(row)) return either('its text was taken back', arrival);
  if (!wasHeardOut(arrival, history)) return either('the run ended on it', arrival);
  return { is: 'must', arrival };
}

/** Rows that are nobody's words, whatever the configuration. */
function neverSpeech(row: WitnessedRow, account: Settings): string | null {
  if (row.versions.every(({ isFromMe }) => isFromMe)) return 'own words';
  if (row.associatedType >= 2000 && row.associatedType < 4000) return 'a tapback';
  if (row.itemType !== 0) return 'a note about the group';
  const saysNothing = row.versions.every(({ text }) => isSilent(text));
  if (saysNothing && !isPreview(row) && (row.attachments === 0 || !account.includeAttachments))
    return 'blank';
  if (authorOf(row) === null) return 'nobody is known to have written it';
  return null;
}

/** In another database a number of a list that named a group of the first admits no other group (ruling-22). */
function isNumberOfAnother(row: WitnessedRow, account: Settings, { rows }: History): boolean {
  if (row.database === 1 || !isAdmittedByNumber(row, account)) return false;
  const meaning = ({ chatGuid }: WitnessedRow) => chatGuid?.split(';')[2];
  return rows.some(
    (other) =>
      other.database < row.database &&
      other.chatId === row.chatId &&
      isGroupChat(other, account) &&
      refusal(other, account) === null &&
      meaning(other) !== meaning(row),
  );
}

function judgeAge(row: WitnessedRow, arrival: Arrival, account: Settings, history: History) {
  if (row.dateMs === null) return 'fresh';
  if (history.disturbances.some(({ what }) => what.includes('bad-dates'))) return 'near';
  const { earliestMs, latestMs, limits } = arrival;
  const offsets = [
    0,
    ...history.clockOffsets.filter(({ fromMs }) => fromMs <= latestMs).map(({ offsetMs }) => offsetMs),
  ];
  const nearMs = offsets.some((offset) => offset !== 0) ? NEAR_CORRECTED_MS : NEAR_MS;
  const youngestMs = earliestMs - row.dateMs + Math.min(...offsets);
  const oldestMs = latestMs - row.dateMs + Math.max(...offsets);
  const limitsMs = [...limits].map((limit) => (limit === 'live' ? LIVE_LIMIT_MS : account.recoveryWindowMs));
  if (limitsMs.every((limitMs) => oldestMs <= limitMs - nearMs)) return 'fresh';
  if (limitsMs.every((limitMs) => youngestMs > limitMs + nearMs)) return 'stale';
  return 'near';
}

/** Rows of the same sender, chat, date and words under several GUIDs (ruling-23). */
function twinsOf(rows: readonly WitnessedRow[]): ReadonlySet<WitnessedRow> {
  const groups = new Map<string, WitnessedRow[]>();
  for (const row of rows) {
    if (row.dateMs === null) continue;
    const key = JSON.stringify([row.dateMs, row.sender, row.chatGuid, row.versions[0]!.text]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return new Set([...groups.values()].filter(({ length }) => length > 1).flat());
}

function wasTakenBack(row: WitnessedRow): boolean {
  return row.versions.length > 1 && isSilent(row.versions.at(-1)!.text);
}

/** Whether a gateway ran long enough after a row was told for it to be answered. */
function wasHeardOut({ earliestMs, latestMs }: Arrival, history: History): boolean {
  const { lives, endMs, disturbances, restedAtMs } = history;
  if (restedAtMs !== null && earliestMs <= restedAtMs) return true;
  if (latestMs + HANDING_OVER_MS > endMs) return false;
  if (disturbedUntil(disturbances, 'reading', latestMs, endMs) === Number.POSITIVE_INFINITY) return false;
  // A send without an answer holds its conversation.
  if (disturbedUntil(holding(disturbances), 'sending', earliestMs - SEND_HELD_MS, latestMs) !== null)
    return false;
  return lives.some(({ fromMs, toMs }) => (toMs ?? endMs) - Math.max(fromMs, latestMs) >= HANDING_OVER_MS);
}
