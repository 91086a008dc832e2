import type { Clock } from '../ports/clock.ts';
import { runOnce } from './run-once.ts';
import type { Spawn } from './transport.ts';

/** What `imsg --version` prints; null when it prints no version in time. */
export async function readVersion(spawn: Spawn, command: string, clock: Clock): Promise<string | null> {
  const output = await runOnce(spawn, command, ['--version'], clock);
  return /^\d+\.\d+\.\d+$/m.exec(output)?.[0] ?? null;
}
