import { runOnce, type Waits } from './run-once.ts';
import type { Spawn } from './transport.ts';

/** What `imsg --version` prints; null when it prints no version in time. */
export async function readVersion(spawn: Spawn, command: string, waits: Waits): Promise<string | null> {
  const output = await runOnce(spawn, command, ['--version'], waits);
  return /^\d+\.\d+\.\d+$/m.exec(output)?.[0] ?? null;
}
