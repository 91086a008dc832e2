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

/** The imsg that can be asked for them; null where it is not there, or where everything would wait for its answer. */
export function historyReader({ readClient, imsgVersion }: NewestSource): RpcCaller | null {
  return readsHistoryAtOnce(imsgVersion()) ? readClient() : null;
}

/**
 * What imsg tells of the newest messages of a chat, for who does not wait for imsg; null where nobody can be asked. Rejects with
 * an `EngineError` as the call does.
 */
export async function newestMessages(
  source: NewestSource,
  request: HistoryRequest,
  options?: CallOptions,
): Promise<readonly unknown[] | null> {
  const caller = historyReader(source);
  return caller && messagesHistory(caller, request, options);
}
