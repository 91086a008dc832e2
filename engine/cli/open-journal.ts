import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { EngineError } from '../errors.ts';
import { type Clock, createSystemClock } from '../ports/clock.ts';
import { createSystemIds } from '../ports/ids.ts';
import type { StoreReader } from '../store/store.ts';
import { createSystemPorts, STORE_FILE } from '../system-ports.ts';

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** What a gateway keeps in its state folder, for reading beside it; null = none has ever run there. Rejects as `openReader` does. */
export async function openJournal(
  stateDir: string,
  clock: Clock = createSystemClock(),
): Promise<StoreReader | null> {
  if (!existsSync(join(stateDir, STORE_FILE))) return null;
  const ports = createSystemPorts({ logger: SILENT, clock, ids: createSystemIds() });
  return ports.storeOf(stateDir).openReader();
}

export function noJournal(stateDir: string): EngineError {
  const message = `No gateway has ever run with the state folder ${stateDir}.`;
  return new EngineError('journal_missing', { message });
}
