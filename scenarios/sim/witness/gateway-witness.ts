// What an operator and an agent see of the gateway: turns that are handed over, events, lines.

import type { EngineEvents } from '../../../engine/events.ts';
import type { Ledger, LedgerEntry } from '../../observe/ledger.ts';
import type {
  AgentCall,
  AgentPiece,
  GatewayLife,
  History,
  PartEvent,
  RowEvent,
  TurnEvent,
} from '../oracle/history.ts';
import type { LogLine } from '../oracle/log-line.ts';
import type { Post } from '../oracle/post.ts';
import { decisionsIn } from './decisions-seen.ts';
import { createPieces } from './pieces.ts';

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
  | 'decisions'
  | 'log'
>;
type EventEntry = Extract<LedgerEntry, { readonly kind: 'event' }>;

/** An event id that is the GUID of a row; of a row without one it is made of other things. */
const OF_GUID = 'guid:';

type WitnessedCall = AgentCall & {
  readonly chatId: number;
  /** Which gateway asked, of those that were started. */
  readonly incarnation: number;
  readonly pieces: AgentPiece[];
};

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

/** @param startMs When the ledger's time began. */
export function seenOfGateway(
  { entries }: Ledger,
  startMs: number,
  lives: readonly GatewayLife[] = [],
): Seen {
  const calls: WitnessedCall[] = [];
  const parts: PartEvent[] = [];
  const rowEvents: RowEvent[] = [];
  const turnEvents: TurnEvent[] = [];
  const aborted = new Set<string>();
  const confirmations: Confirmation[] = [];
  const pairings: NonNullable<History['pairings']>[number][] = [];
  const redoes: number[] = [];
  const posts = new Map<number, Post>();
  const log: LogLine[] = [];
  const pieces = createPieces();
  // A gateway that has taken a store over asks again while the one before it is still answered.
  const callOf = (id: string, by: number) =>
    calls.findLast(({ turnId, incarnation }) => turnId === id && incarnation === by);
  const heard = ({ name, event }: EventEntry, atMs: number) => {
    if (name === 'part' && event.name === 'file' && pieces.refused(event)) return;
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
      const { turn, incarnation } = entry;
      const open = { atMs, endedAtMs: null, pieces: [], replies: null };
      calls.push({ ...turn, turnId: turn.id, incarnation, ...open });
    } else if (entry.kind === 'agent piece') {
      pieces.spoke(callOf(entry.turnId, entry.incarnation), entry, atMs);
    } else if (entry.kind === 'agent act')
      pieces.acted(callOf(entry.turn.id, entry.incarnation)?.pieces ?? [], entry, atMs);
    else if (entry.kind === 'agent end') {
      const call = callOf(entry.turnId, entry.incarnation);
      if (call) {
        call.endedAtMs = atMs;
        call.replies = entry.error === null ? pieces.answered(call, entry.replies, atMs) : null;
      }
    }
  }
  pieces.settled();
  const decisions = decisionsIn({ entries }, startMs, lives);
  const told = { calls, parts, rowEvents, turnEvents, aborted, confirmations, pairings, redoes, decisions };
  return { ...told, posts: [...posts.values()], log };
}
