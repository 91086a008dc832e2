import type Database from 'better-sqlite3';
import type { Lane } from '../../message/ids.ts';
import {
  type CarryOut,
  type ChatCommandOutcome,
  type CommandRow,
  chatOfLane,
  type ObeyCommands,
} from '../commands/chat-commands.ts';
import type { TurnRow } from '../commands/turns.ts';
import type { Handlers } from '../handlers.ts';
import { checkPart, endedByCommand, isStoppedBefore, PASSED_OVER, STOPPED_DETAIL } from '../rules.ts';
import type { GroupWindowTable } from './group-windows.ts';
import { prepareSettle } from './journal.ts';
import type { KnownParts } from './known-ids.ts';
import { prepareExpireLane, preparePartInsert } from './parts.ts';
import type { PendingRows } from './pending-rows.ts';
import type { SessionTable } from './sessions.ts';
import type { SourceTable } from './sources.ts';
import { prepareStoodBefore } from './stood-before.ts';
import type { SystemEventTable } from './system-events.ts';
import type { EndLane } from './turns.ts';

interface Beside {
  readonly events: Pick<SystemEventTable, 'take'>;
  readonly windows: Pick<GroupWindowTable, 'take'>;
  readonly sessions: SessionTable;
  readonly sources: SourceTable;
  readonly pending: PendingRows;
  readonly endLane: EndLane;
  readonly knownParts: KnownParts;
}

export function prepareCarryOut(db: Database.Database, beside: Beside): CarryOut {
  const { events, windows, sessions } = beside;
  const addPart = preparePartInsert(db, beside.knownParts);
  const stop = prepareStop(db, beside);
  return ({ name, reply, stops, renews }, row) => {
    const { accountId, atMs } = row;
    checkPart(reply);
    const stopped = stops ? stop(name, reply.lane, row) : { ended: [], expired: [], passedOver: [] };
    addPart(reply, { turn: null, accountId, lane: reply.lane }, atMs);
    if (renews === null) return { ...stopped, epoch: null };
    events.take(renews);
    windows.take(accountId, renews, row.seq);
    return { ...stopped, epoch: sessions.begin(renews) };
  };
}

/** Ends what was said in a chat before a row. */
function prepareStop(
  db: Database.Database,
  { sources, pending, endLane }: Pick<Beside, 'sources' | 'pending' | 'endLane'>,
): (name: string, lane: Lane, row: CommandRow) => Omit<ChatCommandOutcome, 'epoch'> {
  const expireLane = prepareExpireLane(db);
  const settle = prepareSettle(db);
  const stoodBefore = prepareStoodBefore(db);
  return (name, lane, { accountId, sourceId, seq: before, rowid, atMs }) => {
    const source = sources.get(sourceId);
    const passedOver = pending
      .ofChat(source, accountId, chatOfLane(accountId, lane), before)
      .filter((row) => isStoppedBefore(row, rowid));
    for (const { seq } of passedOver)
      settle(source.key, accountId, { seq, ...PASSED_OVER, detail: name, turn: null });
    const isBefore = stoodBefore(source.key, rowid);
    const isEnding = (memberSeqs: readonly number[]) => memberSeqs.some(isBefore);
    const endOf = (turn: TurnRow) => (isEnding(turn.memberSeqs) ? endedByCommand(turn, name) : null);
    return {
      ended: endLane(accountId, lane, endOf, atMs),
      expired: expireLane(accountId, lane, isEnding, { detail: STOPPED_DETAIL, atMs }),
      passedOver,
    };
  };
}

export function obeyHandlers(
  db: Database.Database,
  sources: SourceTable,
  carryOut: CarryOut,
): Handlers<ObeyCommands> {
  const settle = prepareSettle(db);
  return {
    obey({ row, effects }) {
      const { accountId, sourceId, seq } = row;
      const settled = {
        seq,
        fate: 'command',
        code: 'chat_command',
        detail: effects.name,
        turn: null,
      } as const;
      return settle(sources.get(sourceId).key, accountId, settled) ? carryOut(effects, row) : null;
    },
  };
}
