// What holds at every moment of a run, whatever is still under way. Each check answers the violations it found.

import { IS_TROUBLE, type PartRow } from '../../engine/store/commands/parts.ts';
import type { Device } from '../../fake-imsg/device/device.ts';
import type { Ledger } from '../observe/ledger.ts';
import { checkConservation, checkSends } from './checkers.ts';
import type { Journal } from './inspect.ts';
import { checkLaneOrder } from './reply-order.ts';
import { readerOf, statementOn } from './statements.ts';
import { checkTapbacks } from './tapbacks-put.ts';

export interface Moment {
  readonly journal: Journal;
  /** Of all accounts that send from this Mac. Default: this one alone. */
  readonly journals?: readonly Journal[];
  readonly device: Device;
  readonly ledger: Ledger;
  /** The turns in which nothing was wrong, as they stood then: they are not looked at again. Default: none. */
  readonly sound?: SoundTurns;
}

/** What earlier moments of a run have shown to be in order. */
export interface SoundTurns {
  /** Each turn by its id, as it stood then. */
  readonly turns: Map<string, Journal['turns'][number]>;
  /** The turn of each message, by its GUID. */
  readonly turnOf: Map<string, string>;
}

export const createSoundTurns = (): SoundTurns => ({ turns: new Map(), turnOf: new Map() });

interface MacRow {
  readonly guid: string;
  readonly chatGuid: string | null;
  readonly sender: string | null;
  readonly isFromMe: number;
  /** Whether it left from the very address that its chat is with. */
  readonly isToItself: number;
}

const ROWS = `SELECT message.guid AS guid, MIN(chat.guid) AS chatGuid, handle.id AS sender,
    is_from_me AS isFromMe, destination_caller_id = MIN(chat.chat_identifier) AS isToItself
  FROM message LEFT JOIN handle ON handle.ROWID = message.handle_id
    LEFT JOIN chat_message_join ON message_id = message.ROWID LEFT JOIN chat ON chat.ROWID = chat_id
  WHERE message.guid IN (SELECT value FROM json_each(?))
  GROUP BY message.ROWID ORDER BY message.ROWID`;

function macRows(device: Device, turns: Journal['turns']): Map<string, MacRow> {
  const guids = turns.flatMap(({ context }) => context.messageGuids);
  const reader = readerOf(device);
  const rows = statementOn<[string], MacRow>(reader, ROWS).all(JSON.stringify(guids));
  reader.close();
  return new Map(rows.map((row) => [row.guid, row]));
}

/** What the owner writes to themselves is a message of theirs, also where it is an own row alone (ECH-3); what left never is. */
function asMessage(row: MacRow, device: Device): MacRow {
  const isNote = row.isFromMe === 1 && row.isToItself === 1;
  if (!isNote || device.sent().some(({ guid }) => guid === row.guid)) return row;
  return { ...row, isFromMe: 0, sender: row.chatGuid?.split(';').at(-1) ?? null };
}

/** No turn is made of several senders, chats or directions, no message in two turns (invariant-1, invariant-16). */
function checkTurns({ journal, device, sound = createSoundTurns() }: Moment): string[] {
  const turns = journal.turns.filter((turn) => sound.turns.get(turn.turnId) !== turn);
  if (turns.length === 0) return [];
  const rows = macRows(device, turns);
  const { turnOf } = sound;
  return turns.flatMap((turn) => {
    const { turnId, accountId, text } = turn;
    const found: string[] = [];
    checkMembers(turn, rows, device, found);
    if (accountId !== journal.accountId) found.push(`merge: turn "${text}" has rows of several accounts`);
    const own = new Set<string>();
    for (const guid of turn.context.messageGuids) {
      const other = turnOf.get(guid) ?? turnId;
      if (other !== turnId || own.has(guid))
        found.push(`twice: ${guid} is in the turns ${other} and ${turnId}`);
      turnOf.set(guid, other);
      own.add(guid);
    }
    if (found.length === 0) sound.turns.set(turnId, turn);
    return found;
  });
}

/** Each turn is looked at after each step, so nothing is made here that need not be. */
function checkMembers(
  turn: Journal['turns'][number],
  rows: ReadonlyMap<string, MacRow>,
  device: Device,
  found: string[],
): void {
  const { messageGuids, chatGuid, isOwner = false } = turn.context;
  const memberOf = (guid: string) => {
    const row = rows.get(guid);
    return row && !isOwner ? asMessage(row, device) : row;
  };
  let first: MacRow | null = null;
  let hasOtherSenders = false;
  let hasOtherChats = false;
  let isOtherwise = false;
  for (const guid of messageGuids) {
    const row = memberOf(guid);
    if (!row) continue;
    first ??= row;
    hasOtherSenders ||= row.sender !== first.sender;
    hasOtherChats ||= row.chatGuid !== null && row.chatGuid !== chatGuid;
    isOtherwise ||= (row.isFromMe === 1) !== isOwner;
  }
  if (hasOtherSenders) found.push(`merge: turn "${turn.text}" has several senders`);
  if (hasOtherChats) found.push(`merge: turn "${turn.text}" has rows of several chats`);
  if (!isOtherwise) return;
  const by = isOwner ? 'of somebody else, as the owner' : 'that the owner sent';
  found.push(`echo: turn "${turn.text}" has a row ${by}`);
}

/** What leaves the Mac is the answer to a turn, and goes to the chat of that turn (invariant-25 and invariant-31). */
function checkAddressees({ journal, device }: Moment): string[] {
  const chatOf = new Map(journal.turns.map((turn) => [turn.turnId, turn.context.chatGuid]));
  const partOf = new Map<string, PartRow>(
    journal.parts.flatMap((part) => (part.guid === null ? [] : [[part.guid, part]])),
  );
  return device.sent().flatMap(({ guid, chatGuid, text }) => {
    const turnId = partOf.get(guid)?.turnId;
    if (turnId == null) return [];
    const wanted = chatOf.get(turnId);
    return wanted === chatGuid ? [] : [`addressee: "${text}" went to ${chatGuid}, not to ${wanted}`];
  });
}

/** No send went to a chat in which nobody was ever admitted, but for what is said to people who pair. */
function checkNobodyElse({ journal, journals = [journal], device }: Moment): string[] {
  const turns = journals.flatMap((each) => each.turns);
  // What the gateway says by itself is for the oracle to judge.
  const notices = journals.flatMap(({ parts }) => parts.filter(({ turnId }) => turnId === null));
  const admitted = new Set<string>(turns.map((turn) => turn.context.chatGuid));
  for (const { target } of notices) admitted.add(target.chatGuid);
  return device
    .sent()
    .filter(({ chatGuid }) => !admitted.has(chatGuid))
    .map(({ chatGuid, text }) => `access: ${chatGuid} got "${text}", and nobody was admitted there`);
}

const FINAL_PARTS: ReadonlySet<string> = new Set(['sent', 'failed', 'expired', 'undelivered']);

/** What the events of a ledger told up to now: events are only ever added. */
interface Outcomes {
  seen: number;
  readonly ended: Set<string>;
  /** Parts whose last state is `sent`. */
  readonly sent: Set<string>;
  /** What was told of parts that came to a bad end: as which it ended, and by which gateway. */
  readonly troubles: Map<string, { readonly state: string; readonly incarnation: number }>;
  readonly found: string[];
}

const outcomesOf = new WeakMap<Ledger, Outcomes>();

const noOutcomes = (): Outcomes => ({
  seen: 0,
  ended: new Set(),
  sent: new Set(),
  troubles: new Map(),
  found: [],
});

/** A turn that has its answer is not run again; a part has one outcome (invariant-1 and invariant-39). */
function checkOutcomes({ ledger }: Moment): string[] {
  const outcomes = outcomesOf.get(ledger) ?? noOutcomes();
  outcomesOf.set(ledger, outcomes);
  const { ended, found, troubles } = outcomes;
  for (; outcomes.seen < ledger.events.length; outcomes.seen += 1) {
    const { name, event, incarnation } = ledger.events[outcomes.seen]!;
    if (name === 'turn') {
      const key = `turn ${event.turnId}`;
      if (ended.has(key)) found.push(`outcome: ${key} is ${event.state} after its answer`);
      else if (event.state === 'answered') ended.add(key);
    }
    if (name === 'part') {
      const key = `part ${event.partId}`;
      const { state } = event;
      // A gateway that ends as it tells of a bad end may not have noted that it did: the next one tells it, too.
      const told = troubles.get(key);
      if (told?.state === state && told.incarnation < incarnation) continue;
      if (IS_TROUBLE.has(state)) troubles.set(key, { state, incarnation });
      // What left may fail afterwards, which is the one thing that can come after an end.
      const wasSent = outcomes.sent.delete(key);
      if (event.state === 'undelivered' && !wasSent)
        found.push(`outcome: ${key} is undelivered and was not sent`);
      else if (ended.has(key) && event.state !== 'undelivered')
        found.push(`outcome: ${key} is ${event.state} after its end`);
      if (FINAL_PARTS.has(event.state)) ended.add(key);
      if (event.state === 'sent') outcomes.sent.add(key);
    }
  }
  return found;
}

/** Nothing counts as settled that is not in the journal (invariant-3). */
function checkCursors({ journal: { cursors } }: Moment): string[] {
  const { settledTo, journalledTo } = cursors;
  if ((settledTo ?? 0) <= (journalledTo ?? 0)) return [];
  return [`cursor: settled to ${settledTo}, journalled only to ${journalledTo}`];
}

export function checkMoment(moment: Moment): string[] {
  const checks = [
    checkConservation,
    checkSends,
    checkTapbacks,
    checkLaneOrder,
    checkTurns,
    checkAddressees,
    checkNobodyElse,
    checkOutcomes,
    checkCursors,
  ];
  return checks.flatMap((check) => check(moment));
}
