// Who is sent a code: every stranger once an hour, three at a time, and nobody else.

import { authorOf, isGroupChat, refusal } from './access.ts';
import { settingsDuring } from './account-at.ts';
import { clockOffsetAt } from './clock-gaps.ts';
import { disturbedUntil } from './disturbances.ts';
import { comparable, isSameAddress } from './handles.ts';
import { isHiddenFrom } from './hidden.ts';
import type { Finding, History, RowEvent, WitnessedRow } from './history.ts';
import { countedByGuid, DROPPED_PREVIEW, FOLDED_PREVIEW, type Judgement } from './judged.ts';
import { chatOf, isNotice } from './notices.ts';
import { APPROVED, challengeIn, hasToPair, STRANGER, wasPaired } from './pairing.ts';
import { runWithTime } from './runs.ts';
import type { Settings } from './settings.ts';

const REQUEST_MS = 3_600_000;
const REQUESTS_MAX = 3;
/** By then a code that was committed with its row is on its way, where nothing holds it up. */
const SAID_WITHIN_MS = 340_000;
/** So near to the end of a request nobody can say whether it still waits. */
const NEAR_MS = 30_000;

type Judgements = ReadonlyMap<WitnessedRow, Judgement>;

interface Challenged {
  readonly row: WitnessedRow;
  readonly handle: string;
  readonly atMs: number;
  /** By the gateway's clock. */
  readonly clockMs: number;
}

export function challengeFindings(account: Settings, rows: Judgements, history: History): Finding[] {
  const eventOf = decidedIn(account, history);
  const challenged = [...countedByGuid(rows).values()].flatMap((row): Challenged[] => {
    const event = eventOf(row);
    if (event?.fate !== 'challenged' || sharesFate(rows.get(row)!)) return [];
    const { atMs } = event;
    const handle = comparable(row.sender ?? '') ?? '';
    return [{ row, handle, atMs, clockMs: atMs + clockOffsetAt(history, atMs) }];
  });
  const inOrder = challenged.toSorted((one, other) => one.atMs - other.atMs);
  return [
    ...wrongfully(inOrder, account, history),
    ...tooOften(inOrder, history),
    ...unsaid(inOrder, account, history),
    ...withoutRow(inOrder, account, history),
    ...missed({ rows, eventOf, challenged: inOrder }, account, history),
  ];
}

/** What imsg told in no row of its own was told with its text, if at all, and has the fate of that. */
function sharesFate(judgement: Judgement): boolean {
  return judgement.is === 'must not' && [FOLDED_PREVIEW, DROPPED_PREVIEW].includes(judgement.reason);
}

function decidedIn({ accountId }: Settings, { rowEvents }: History) {
  const first = new Map<string, RowEvent>();
  for (const event of rowEvents) {
    const isOwn = event.accountId === undefined || event.accountId === accountId;
    if (event.isNew && isOwn && event.guid !== null && !first.has(event.guid)) first.set(event.guid, event);
  }
  return ({ guid }: WitnessedRow) => first.get(guid);
}

/** Neither who may speak, nor the owner, nor with a tapback, nor in a group. */
function wrongfully(challenged: readonly Challenged[], account: Settings, history: History): Finding[] {
  return challenged.flatMap(({ row, atMs }): Finding[] => {
    // By the configuration that held as it was sent, not by a later one.
    const [why = null, ...others] = settingsDuring(account, history, atMs, atMs).map((then) =>
      noStranger(row, atMs, then, history),
    );
    if (why === null || others.includes(null)) return [];
    return [{ clause: 'silent', text: `the writer of row ${row.rowid} was sent a code: ${why}`, row }];
  });
}

function noStranger(row: WitnessedRow, atMs: number, account: Settings, history: History): string | null {
  if (account.dmPolicy !== 'pairing') return 'nobody pairs here';
  if (isGroupChat(row, account)) return 'groups do not pair';
  if (authorOf(row) === null) return 'nobody is known to have written it';
  if (row.associatedType >= 2000 && row.associatedType < 4000 && row.associatedType % 1000 !== 7)
    return 'it is a tapback';
  if (isHiddenFrom(row, account, history, [row.insertedAtMs, atMs]) === 'certain')
    return 'Messages hides them';
  if (account.ownAddresses.some((own) => isSameAddress(own, row.sender))) return 'it is the owner';
  if (refusal(row, account) === null) return 'a list admits the sender';
  return wasPaired(row, null, account, history) === true ? 'the sender has paired' : null;
}

/** One code an hour, and no more than three people who wait. */
function tooOften(challenged: readonly Challenged[], history: History): Finding[] {
  return challenged.flatMap(({ row, handle, clockMs, atMs }, index): Finding[] => {
    const before = challenged
      .slice(0, index)
      .filter((one) => Math.abs(clockMs - one.clockMs) < REQUEST_MS - NEAR_MS);
    if (before.some((one) => one.handle === handle))
      return [{ clause: 'once', text: `the writer of row ${row.rowid} was sent another code too soon`, row }];
    const open = before.filter((one) => !wasDecided(one, atMs, history));
    if (open.length < REQUESTS_MAX) return [];
    return [{ clause: 'once', text: `the writer of row ${row.rowid} was sent a code as the fourth`, row }];
  });
}

function wasDecided(
  { handle, atMs: sinceMs }: Challenged,
  atMs: number,
  { pairings = [] }: History,
): boolean {
  return pairings.some((one) => one.atMs >= sinceMs && one.atMs <= atMs && isSameAddress(one.handle, handle));
}

/** What the gateway has said to people who pair, each text once. */
function saidTo(chatGuid: string, { accountId }: Settings, { parts }: History): ReadonlyMap<string, string> {
  const own = parts.filter(
    (part) => isNotice(part) && part.lane?.startsWith(`${accountId}/`) && chatOf(part) === chatGuid,
  );
  return new Map(own.map(({ partId, text }) => [partId, text]));
}

function isSaid({ row, handle }: Challenged, account: Settings, history: History): boolean {
  const texts = [...saidTo(row.chatGuid ?? '', account, history).values()];
  return texts.some((text) => isSameAddress(challengeIn(text)?.handle ?? null, handle));
}

/** A code that is committed with its row is said, also after a crash. */
function unsaid(challenged: readonly Challenged[], account: Settings, history: History): Finding[] {
  const { endMs, restedAtMs, disturbances } = history;
  return challenged.flatMap((one): Finding[] => {
    const { row, atMs } = one;
    const hadTime =
      (restedAtMs !== null && atMs <= restedAtMs) || runWithTime(atMs, SAID_WITHIN_MS, history) !== undefined;
    const isHeldUp = disturbedUntil(disturbances, 'sending', atMs - SAID_WITHIN_MS, endMs) !== null;
    if (!hadTime || isHeldUp || isSaid(one, account, history)) return [];
    return [{ clause: 'replied', text: `the code for the writer of row ${row.rowid} was never sent`, row }];
  });
}

/** Nothing is said to anybody but for a row, or an approval. A gateway that crashes may not have told of its last row. */
function withoutRow(challenged: readonly Challenged[], account: Settings, history: History): Finding[] {
  const crashes = history.lives.filter(({ end }) => end === 'crash').length;
  const chats = new Set(history.parts.filter(isNotice).map(chatOf));
  return [...chats].flatMap((chat): Finding[] => {
    const said = [...saidTo(chat, account, history).values()];
    const codes = said.flatMap((text) => challengeIn(text) ?? []);
    const due = challenged.filter(({ row }) => row.chatGuid === chat);
    const isForeign = codes.some(
      ({ handle }) => !history.rows.some((row) => row.chatGuid === chat && isSameAddress(row.sender, handle)),
    );
    if (isForeign) return [{ clause: 'addressee', text: `a code for somebody else was sent to ${chat}` }];
    if (codes.length > due.length + crashes)
      return [{ clause: 'unasked', text: `${codes.length} codes were sent to ${chat}, ${due.length} due` }];
    const welcomes = said.filter((text) => text === APPROVED).length;
    const approvals = (history.pairings ?? []).filter(({ verb }) => verb === 'approve').length;
    if (welcomes <= approvals) return [];
    return [{ clause: 'unasked', text: `${chat} was told of an approval that nobody gave` }];
  });
}

interface Known {
  readonly rows: Judgements;
  readonly eventOf: (row: WitnessedRow) => RowEvent | undefined;
  readonly challenged: readonly Challenged[];
}

/** Who writes for the first time in an hour is sent a code, if there is room. */
function missed({ rows, eventOf, challenged }: Known, account: Settings, history: History): Finding[] {
  const { lives, clockOffsets, disturbances, rows: all } = history;
  // What a gateway committed before it crashed it may have told nobody, and a clock that is set ends requests.
  if (lives.some(({ end }) => end === 'crash') || clockOffsets.length > 0 || lives.length === 0) return [];
  const ownAddresses = new Set(all.map(({ ownAddress }) => comparable(ownAddress ?? '')));
  return [...rows].flatMap(([row, { is, arrival, ...judgement }]): Finding[] => {
    const event = eventOf(row);
    if (is !== 'must not' || !('reason' in judgement) || judgement.reason !== STRANGER) return [];
    if (event?.fate !== 'denied' || arrival?.cameAgain !== false || !hasToPair(row, account)) return [];
    if (ownAddresses.has(comparable(row.sender ?? ''))) return [];
    const fromMs = event.atMs - REQUEST_MS - NEAR_MS;
    if (disturbedUntil(disturbances, 'reading', fromMs, event.atMs) !== null) return [];
    const lately = challenged.filter(({ atMs }) => atMs >= fromMs && atMs <= event.atMs + NEAR_MS);
    const isWaiting = lately.some(({ handle }) => isSameAddress(handle, row.sender));
    if (isWaiting || lately.length >= REQUESTS_MAX) return [];
    return [{ clause: 'replied', text: `the writer of row ${row.rowid} should have been sent a code`, row }];
  });
}
