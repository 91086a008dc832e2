import { isObject } from './answers.ts';
import { runOnce, type Waits } from './run-once.ts';
import type { Spawn } from './transport.ts';

/** Whether `imsg status --json` finds the bridge ready: the way to ask builds that answer no `initialize`. */
export async function isBridgeReady(spawn: Spawn, command: string, waits: Waits): Promise<boolean> {
  const output = await runOnce(spawn, command, ['status', '--json'], waits);
  return output.split('\n').some((line) => {
    try {
      const status: unknown = JSON.parse(line);
      return isObject(status) && status.advanced_features === true;
    } catch {
      // A login shell behind a wrapper may print something of its own first.
      return false;
    }
  });
}
