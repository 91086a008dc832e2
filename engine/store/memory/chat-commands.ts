import type { Lane, TurnId } from '../../message/ids.ts';
import { type CarryOut, type CommandRow, chatOfLane, type ObeyCommands } from '../commands/chat-commands.ts';
import type { TurnRow } from '../commands/turns.ts';
import type { Handlers } from '../handlers.ts';
import { endedByCommand, isStoppedBefore, PASSED_OVER, STOPPED_DETAIL } from '../rules.ts';
import type { MemoryGroupWindows } from './group-windows.ts';
import type { MemoryJournal } from './journal.ts';
import type { MemoryPartList } from './part-list.ts';
import type { MemorySessions } from './sessions.ts';
import { type MemorySources, moveCursors } from './sources.ts';
import { stoodBefore } from './stood-before.ts';
import type { MemorySystemEvents } from './system-events.ts';
import type { MemoryTurns } from './turns.ts';

interface Beside {
  readonly sources: Pick<MemorySources, 'get' | 'rows'>;
  readonly journal: Pick<MemoryJournal, 'passOver'>;
  readonly turns: Pick<MemoryTurns, 'endLane' | 'handlers'>;
  readonly partList: Pick<MemoryPartList, 'addNotice' | 'expireLane'>;
  readonly events: Pick<MemorySystemEvents, 'take'>;
  readonly windows: Pick<MemoryGroupWindows, 'take'>;
  readonly sessions: MemorySessions;
}

export function createMemoryCarryOut(beside: Beside): CarryOut {
  const { sources, journal, turns, partList, events, windows, sessions } = beside;
  /** Ends what was said in a chat before a row. */
  const stop = (name: string, lane: Lane, { accountId, sourceId, seq, rowid, atMs }: CommandRow) => {
    const source = sources.get(sourceId);
    const chat = chatOfLane(accountId, lane);
    const passed = { ...PASSED_OVER, detail: name };
    const isStopped = (row: Parameters<typeof isStoppedBefore>[0]) => isStoppedBefore(row, rowid);
    const isBefore = stoodBefore(sources, source, rowid);
    const isEnding = ({ memberSeqs }: TurnRow) => memberSeqs.some(isBefore);
    const isEndingTurn = (turnId: TurnId) => isEnding(turns.handlers.turn({ turnId })!);
    return {
      passedOver: journal.passOver(source, accountId, chat, seq, passed, isStopped),
      ended: turns.endLane(accountId, lane, (turn) => (isEnding(turn) ? endedByCommand(turn, name) : null)),
      expired: partList.expireLane(accountId, lane, isEndingTurn, { detail: STOPPED_DETAIL, atMs }),
    };
  };
  return ({ name, reply, stops, renews }, row) => {
    const stopped = stops ? stop(name, reply.lane, row) : { ended: [], expired: [], passedOver: [] };
    partList.addNotice(reply, row.accountId, row.atMs);
    if (renews === null) return { ...stopped, epoch: null };
    events.take(renews);
    windows.take(row.accountId, renews, row.seq);
    return { ...stopped, epoch: sessions.begin(renews) };
  };
}

export function createMemoryObey(
  sources: MemorySources,
  journal: Pick<MemoryJournal, 'findPending' | 'settleRow'>,
  carryOut: CarryOut,
  { checkNew }: Pick<MemoryPartList, 'checkNew'>,
): Handlers<ObeyCommands> {
  return {
    obey({ row, effects }) {
      const { accountId, sourceId, seq } = row;
      const source = sources.get(sourceId);
      const found = journal.findPending(source, accountId, seq);
      if (!found) return null;
      checkNew([effects.reply]);
      const settled = { fate: 'command', code: 'chat_command', detail: effects.name, turnId: null } as const;
      journal.settleRow(accountId, found, settled);
      const outcome = carryOut(effects, row);
      moveCursors(source, null);
      return outcome;
    },
  };
}
