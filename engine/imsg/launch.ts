import { isObject } from './answers.ts';
import { runOnce, type Waits } from './run-once.ts';
import type { Spawn } from './transport.ts';

/** imsg gives Messages 15 s to report the helper, after it has ended the one that ran. */
const LAUNCHED_WITHIN_MS = 30_000;
const LATE = /^(?:Timeout waiting for Messages\.app|Messages\.app did not report the bridge ready)/;

export interface Launch {
  /** `sip` = System Integrity Protection is on; `late` = the helper did not report in time, whatever keeps it. */
  readonly outcome: 'launched' | 'sip' | 'late' | 'failed';
  /** All that imsg printed. */
  readonly output: string;
}

/**
 * Starts Messages anew with the helper inside (wire-1.5). A helper that library validation keeps out is only late:
 * nothing else tells the two apart. Only fixed words go on the command line (ruling-1).
 */
export async function launchBridge(spawn: Spawn, command: string, waits: Waits): Promise<Launch> {
  const output = await runOnce(spawn, command, ['launch', '--json'], waits, LAUNCHED_WITHIN_MS);
  return { outcome: outcomeOf(output), output };
}

function outcomeOf(output: string): Launch['outcome'] {
  // What fails prints a line that is no JSON as well.
  for (const line of output.split('\n')) {
    const record = recordIn(line);
    if (record?.status === 'launched') return 'launched';
    if (record?.error === 'sip_enabled') return 'sip';
    if (record?.status === 'error') return LATE.test(String(record.error)) ? 'late' : 'failed';
  }
  return output === '' ? 'late' : 'failed';
}

function recordIn(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
