import { EngineError } from '../errors.ts';
import type { StoreReader } from '../store/store.ts';
import type { Terminal } from './terminal.ts';

/** The journal of a state folder. Rejects with `journal_missing`, and as `Terminal.journalAt` does. */
export async function readJournal(stateDir: string, terminal: Terminal): Promise<StoreReader> {
  const reader = await terminal.journalAt(stateDir);
  if (reader !== null) return reader;
  const message = `No gateway has ever run with the state folder ${stateDir}.`;
  throw new EngineError('journal_missing', { message });
}
