// What an operator and an agent see of the gateway: turns that are handed over, events, lines.

import type { EngineEvents } from '../../../engine/events.ts';
import type { Ledger, LedgerEntry } from '../../observe/ledger.ts';
import type {
  AgentCall,
  AgentPiece,
  History,
  LogLine,
  PartEvent,
  RowEvent,
  TurnEvent,
} from '../oracle/history.ts';
import type { Post } from '../oracle/post.ts';
import { saidByDeed } from '../oracle/said-by-deeds.ts';

type Seen = Pick<
  History,
  | 'calls'
  | 'parts'
  | 'rowEvents'
  | 'turnEvents'
  | 'aborted'
  | 'confirmations'
  | 'pairings'
  | 'redoes'
  | 'posts'
  | 'log'
>;
type Acted = Extract<LedgerEntry, { readonly kind: 'agent act' }>;
type EventEntry = Extract<LedgerEntry, { readonly kind: 'event' }>;

/** An event id that is the GUID of a row; of a row without one it is made of other things. */
const OF_GUID = 'guid:';

type Confirmation = NonNullable<History['confirmations']>[number];

/** What a gateway has refused is as if nobody had asked for it. */
function noteConfirmation(noted: Confirmation[], one: Confirmation & { readonly isRefused?: true }): void {
  if (!one.isRefused) return void noted.push(one);
  const asked = noted.findLastIndex(
    ({ isDone, chatId, accountId }) => !isDone && chatId === one.chatId && accountId === one.accountId,
  );
  if (asked >= 0) noted.splice(asked, 1);
}

/** What is done without words leaves no message. */
function isSaid({ name, text }: EngineEvents['part']): boolean {
  return name === 'reply' || text !== '';
}

/** Of what an agent does that says something, its words are pieces, and the name of a file; of what was refused nothing is. */
function noteAct(pieces: AgentPiece[] | undefined, act: Acted, atMs: number): void {
  if (!pieces) return;
  for (const said of saidByDeed(act)) {
    const index = pieces.findLastIndex(({ text, isTaken }) => !isTaken && text === said.text);
    if (act.state === 'asked') pieces.push({ ...said, atMs, isTaken: false });
    else if (index < 0) continue;
    else if (act.state === 'refused') pieces.splice(index, 1);
    else Object.assign(pieces[index]!, { isTaken: true });
  }
}

/** @param startMs When the ledger's time began. */
export function seenOfGateway({ entries }: Ledger, startMs: number): Seen {
  const calls: (AgentCall & { readonly pieces: AgentPiece[] })[] = [];
  const parts: PartEvent[] = [];
  const rowEvents: RowEvent[] = [];
  const turnEvents: TurnEvent[] = [];
  const aborted = new Set<string>();
  const confirmations: Confirmation[] = [];
  const pairings: NonNullable<History['pairings']>[number][] = [];
  const redoes: number[] = [];
  const posts = new Map<number, Post>();
  const log: LogLine[] = [];
  const callOf = (id: string) => calls.findLast(({ turnId }) => turnId === id);
  const heard = ({ name, event }: EventEntry, atMs: number) => {
    if (name === 'part' && isSaid(event)) parts.push({ ...event, atMs });
    else if (name === 'part') return;
    else if (name === 'turn') turnEvents.push({ ...event, atMs });
    else if (name === 'row' || name === 'settled') {
      const { accountId, rowid, eventId, fate } = event;
      const isNew = name === 'settled' || event.isNew;
      const guid = eventId.startsWith(OF_GUID) ? eventId.slice(OF_GUID.length) : null;
      rowEvents.push({ atMs, accountId, rowid, guid, fate, isNew });
    }
  };
  for (const entry of entries) {
    const atMs = startMs + entry.atMs;
    if (entry.kind === 'log') {
      const fields = entry.fields === undefined ? '' : ` ${JSON.stringify(entry.fields)}`;
      log.push({ atMs, level: entry.level, message: entry.message + fields });
    } else if (entry.kind === 'event') heard(entry, atMs);
    else if (entry.kind === 'abort') aborted.add(entry.turnId);
    else if (entry.kind === 'confirmation') noteConfirmation(confirmations, { ...entry, atMs });
    else if (entry.kind === 'redo') redoes.push(atMs);
    else if (entry.kind === 'post')
      posts.set(entry.nth, { ...entry, atMs: posts.get(entry.nth)?.atMs ?? atMs });
    else if (entry.kind === 'pairing') pairings.push({ ...entry, atMs });
    else if (entry.kind === 'agent call') {
      calls.push({ ...entry.turn, turnId: entry.turn.id, atMs, endedAtMs: null, pieces: [], replies: null });
    } else if (entry.kind === 'agent piece') {
      const pieces = callOf(entry.turnId)?.pieces;
      if (entry.state === 'said') pieces?.push({ atMs, text: entry.text, isTaken: false });
      else
        Object.assign(pieces?.find(({ text, isTaken }) => !isTaken && text === entry.text) ?? {}, {
          isTaken: true,
        });
    } else if (entry.kind === 'agent act') noteAct(callOf(entry.turn.id)?.pieces, entry, atMs);
    else if (entry.kind === 'agent end') {
      const call = callOf(entry.turnId);
      if (call) {
        call.endedAtMs = atMs;
        call.replies = entry.error === null ? entry.replies : null;
      }
    }
  }
  const told = { calls, parts, rowEvents, turnEvents, aborted, confirmations, pairings, redoes };
  return { ...told, posts: [...posts.values()], log };
}
