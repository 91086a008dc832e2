import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../ports/clock.ts';
import { createSystemIds } from '../ports/ids.ts';
import type { StoreReader } from '../store/store.ts';
import { createSystemPorts, STORE_FILE } from '../system-ports.ts';

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** What a gateway keeps in its state folder, for reading beside it; null = none has ever run there. Rejects as `openReader` does. */
export async function openJournal(stateDir: string, clock: Clock): Promise<StoreReader | null> {
  if (!existsSync(join(stateDir, STORE_FILE))) return null;
  const ports = createSystemPorts({ logger: SILENT, clock, ids: createSystemIds() });
  return ports.storeOf(stateDir).openReader();
}
