import { EngineError } from '../errors.ts';
import type { StoreCore } from './core.ts';
import { type Handlers, runCommand, runReads } from './handlers.ts';
import { createMemoryApprovals } from './memory/approvals.ts';
import { createMemoryCarryOut, createMemoryObey } from './memory/chat-commands.ts';
import { createMemoryChats } from './memory/chats.ts';
import { createMemoryExchanges } from './memory/exchanges.ts';
import { createMemoryGroupWindows } from './memory/group-windows.ts';
import { createMemoryHoles } from './memory/holes.ts';
import { createMemoryJournal } from './memory/journal.ts';
import { createMemoryLeaveToOwner } from './memory/left-to-owner.ts';
import { createMemoryOwnersWords } from './memory/owners-words.ts';
import { createMemoryPairing } from './memory/pairing.ts';
import { createMemoryPartList } from './memory/part-list.ts';
import { createMemoryParts } from './memory/parts.ts';
import { createMemoryRedo } from './memory/redo.ts';
import { createMemoryReports } from './memory/reports.ts';
import { createMemoryRows } from './memory/rows.ts';
import { createMemorySessions } from './memory/sessions.ts';
import { createMemorySources } from './memory/sources.ts';
import { createMemorySystemEvents } from './memory/system-events.ts';
import { createMemoryTurns } from './memory/turns.ts';

/**
 * A store that lives as long as the object: it survives the engine that used it, as a file would, so
 * closing it does nothing, and whoever acquires it next finds everything. Every handler checks before it changes
 * anything, so a command that is refused needs no undoing.
 */
export function createMemoryCore(): StoreCore {
  const sources = createMemorySources();
  const events = createMemorySystemEvents();
  const windows = createMemoryGroupWindows(sources);
  const ownersWords = createMemoryOwnersWords();
  const partList = createMemoryPartList();
  const pairing = createMemoryPairing(partList);
  const sessions = createMemorySessions();
  const journal = createMemoryJournal(sources, {
    events,
    windows,
    ownersWords,
    pairing,
    carryOut: (...command) => carryOut(...command),
    leaveToOwner: (...word) => leaveToOwner(...word),
    answer: (...given) => approvals.answer(...given),
  });
  const turns = createMemoryTurns(sources, journal, { events, windows });
  const parts = createMemoryParts(turns, partList);
  const approvals = createMemoryApprovals(turns, partList);
  const carryOut = createMemoryCarryOut({ sources, journal, turns, partList, events, windows, sessions });
  const leaveToOwner = createMemoryLeaveToOwner({ sources, journal, turns });
  const handlers: Handlers = {
    ...sources.handlers,
    ...createMemoryHoles(sources),
    ...createMemoryChats(sources),
    ...journal.handlers,
    ...events.handlers,
    ...windows.handlers,
    ...createMemoryRows(sources),
    ...ownersWords.handlers,
    ...createMemoryExchanges(partList, (turnId) => turns.handlers.turn({ turnId })),
    ...createMemoryReports(sources, [turns, parts, events, approvals], {
      turns,
      parts: { open: () => partList.open.values() },
    }),
    ...sessions.handlers,
    ...createMemoryObey(sources, journal, carryOut, partList),
    ...turns.handlers,
    ...createMemoryRedo(sources, turns, partList),
    ...parts.handlers,
    ...pairing.handlers,
    ...approvals.handlers,
  };
  let lastEpoch = 0;
  const check = (epoch: number) => {
    if (epoch !== lastEpoch || lastEpoch === 0) throw new EngineError('store_owner_lost');
  };

  return {
    acquire() {
      lastEpoch += 1;
      return lastEpoch;
    },
    transact(epoch, commands) {
      check(epoch);
      return commands.map((command) => runCommand(handlers, command));
    },
    check,
    checkpoint() {},
    read: (commands) => runReads(handlers, commands),
    close() {},
  };
}
