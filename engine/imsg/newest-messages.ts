import { readsHistoryAtOnce } from './features.ts';
import { type HistoryRequest, messagesHistory } from './methods.ts';
import type { CallOptions } from './pending-calls.ts';
import type { RpcCaller } from './rpc-client.ts';

export interface NewestSource {
  /** The child that reads, while it is ready. */
  readClient(): RpcCaller | null;
  /** Of its imsg; null until it is known. */
  imsgVersion(): string | null;
}

/**
 * What imsg tells of the newest messages of a chat, for who does not wait for imsg; null where it is not there, or where
 * everything would wait for its answer. Rejects with an `EngineError` as the call does.
 */
export async function newestMessages(
  { readClient, imsgVersion }: NewestSource,
  request: HistoryRequest,
  options?: CallOptions,
): Promise<readonly unknown[] | null> {
  const caller = readClient();
  if (caller === null || !readsHistoryAtOnce(imsgVersion())) return null;
  return messagesHistory(caller, request, options);
}
