import { type CarryOut, chatOfLane, type ObeyCommands } from '../commands/chat-commands.ts';
import type { Handlers } from '../handlers.ts';
import { endedByCommand, isStoppedBefore, PASSED_OVER, STOPPED_DETAIL } from '../rules.ts';
import type { MemoryGroupWindows } from './group-windows.ts';
import type { MemoryJournal } from './journal.ts';
import type { MemoryPartList } from './part-list.ts';
import type { MemorySessions } from './sessions.ts';
import { type MemorySources, moveCursors } from './sources.ts';
import type { MemorySystemEvents } from './system-events.ts';
import type { MemoryTurns } from './turns.ts';

interface Beside {
  readonly sources: Pick<MemorySources, 'get'>;
  readonly journal: Pick<MemoryJournal, 'passOver'>;
  readonly turns: Pick<MemoryTurns, 'endLane'>;
  readonly partList: Pick<MemoryPartList, 'addNotice' | 'expireLane'>;
  readonly events: Pick<MemorySystemEvents, 'take'>;
  readonly windows: Pick<MemoryGroupWindows, 'take'>;
  readonly sessions: MemorySessions;
}

export function createMemoryCarryOut(beside: Beside): CarryOut {
  const { sources, journal, turns, partList, events, windows, sessions } = beside;
  return ({ name, reply, stops, renews }, { accountId, sourceId, seq, rowid, atMs }) => {
    const { lane } = reply;
    const passedOver = stops
      ? journal.passOver(
          sources.get(sourceId),
          accountId,
          chatOfLane(accountId, lane),
          seq,
          {
            ...PASSED_OVER,
            detail: name,
          },
          (row) => isStoppedBefore(row, rowid),
        )
      : [];
    const ended = stops ? turns.endLane(accountId, lane, (turn) => endedByCommand(turn, name)) : [];
    const expired = stops ? partList.expireLane(accountId, lane, STOPPED_DETAIL, atMs) : [];
    partList.addNotice(reply, accountId, atMs);
    if (renews === null) return { ended, expired, passedOver, epoch: null };
    events.take(renews);
    windows.take(accountId, renews, seq);
    return { ended, expired, passedOver, epoch: sessions.begin(renews) };
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
