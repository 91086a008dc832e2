import { lastObject, selectorsOf, stringsOrNull } from './answers.ts';
import { runOnce, type Waits } from './run-once.ts';
import type { Spawn } from './transport.ts';

interface BridgeFound {
  readonly isReady: boolean;
  /** Methods compiled into the build; null = it does not say. */
  readonly methods: readonly string[] | null;
  /** Names of private API functions and whether this macOS has them; null = it does not say. */
  readonly selectors: Readonly<Record<string, boolean>> | null;
  /** The first line where none could be read as a status; null = one could, or there was none. */
  readonly unreadable: string | null;
}

/**
 * What `imsg status --json` says of the bridge: the way to ask builds that answer no `initialize`. Its
 * `advanced_features` only says that a file is there, which a crash of Messages leaves behind; `bridge_version` is 0 where
 * the bridge was asked and said nothing. The first builds have no such number. The last line that is JSON counts (CAP-4).
 */
export async function probeBridge(spawn: Spawn, command: string, waits: Waits): Promise<BridgeFound> {
  const output = await runOnce(spawn, command, ['status', '--json'], waits);
  const status = lastObject(output);
  if (!status) {
    const unreadable = output.split('\n').find((line) => line.trim() !== '') ?? null;
    return { isReady: false, methods: null, selectors: null, unreadable };
  }
  const isReady = status.advanced_features === true && status.bridge_version !== 0;
  const { rpc_methods: methods, selectors } = status;
  return { isReady, methods: stringsOrNull(methods), selectors: selectorsOf(selectors), unreadable: null };
}
