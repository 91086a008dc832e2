import { EngineError } from '../errors.ts';
import type { StoreCore } from './core.ts';
import { type Handlers, runCommand, runReads } from './handlers.ts';
import { createMemoryJournal } from './memory/journal.ts';
import { createMemoryParts } from './memory/parts.ts';
import { createMemoryReports } from './memory/reports.ts';
import { createMemorySources } from './memory/sources.ts';
import { createMemoryTurns } from './memory/turns.ts';

/**
 * A store that lives as long as the object: it survives the engine that used it, as a file would, so
 * closing it does nothing, and whoever acquires it next finds everything. Every handler checks before it changes
 * anything, so a command that is refused needs no undoing.
 */
export function createMemoryCore(): StoreCore {
  const sources = createMemorySources();
  const journal = createMemoryJournal(sources);
  const turns = createMemoryTurns(sources, journal);
  const handlers: Handlers = {
    ...sources.handlers,
    ...journal.handlers,
    ...createMemoryReports(sources),
    ...turns.handlers,
    ...createMemoryParts(turns),
  };
  let lastEpoch = 0;

  return {
    acquire() {
      lastEpoch += 1;
      return lastEpoch;
    },
    transact(epoch, commands) {
      if (epoch !== lastEpoch || lastEpoch === 0) throw new EngineError('store_owner_lost');
      return commands.map((command) => runCommand(handlers, command));
    },
    read: (commands) => runReads(handlers, commands),
    close() {},
  };
}
