// The newest messages of a chat, for who can wait until imsg is there to be asked.

import { EngineError } from '../errors.ts';
import { type Clock, sleep } from '../ports/clock.ts';
import { type HistoryRequest, messagesHistory } from './methods.ts';
import type { RpcCaller } from './rpc-client.ts';

/** How often it is looked whether imsg is there again. */
const LOOK_EVERY_MS = 250;

export interface Asking {
  readonly clock: Clock;
  /** The child that reads, while it is there. */
  readClient(): RpcCaller | null;
}

/** Rejects with an `EngineError` where imsg was not there in time, or could not say. */
export async function askHistory(
  { clock, readClient }: Asking,
  request: HistoryRequest,
  { signal, timeoutMs }: { readonly signal: AbortSignal; readonly timeoutMs: number },
): Promise<readonly unknown[]> {
  const untilMs = clock.monotonicMs() + timeoutMs;
  let client = readClient();
  while (client === null && clock.monotonicMs() < untilMs && !signal.aborted) {
    await sleep(clock, LOOK_EVERY_MS, signal);
    client = readClient();
  }
  if (client === null) throw new EngineError('imsg_not_running', { message: 'imsg rpc not running' });
  return messagesHistory(client, request, {
    signal,
    timeoutMs: Math.max(1, untilMs - clock.monotonicMs()),
  });
}
