import { isObject } from './answers.ts';
import { runOnce, type Waits } from './run-once.ts';
import type { Spawn } from './transport.ts';

/**
 * Whether `imsg status --json` finds the bridge ready: the way to ask builds that answer no `initialize`. Its
 * `advanced_features` only says that a file is there, which a crash of Messages leaves behind; `bridge_version` is 0 where
 * the bridge was asked and said nothing. The first builds have no such number.
 */
export async function isBridgeReady(spawn: Spawn, command: string, waits: Waits): Promise<boolean> {
  const output = await runOnce(spawn, command, ['status', '--json'], waits);
  return output.split('\n').some((line) => {
    try {
      const status: unknown = JSON.parse(line);
      return isObject(status) && status.advanced_features === true && status.bridge_version !== 0;
    } catch {
      // A login shell behind a wrapper may print something of its own first.
      return false;
    }
  });
}
