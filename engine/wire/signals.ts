// Signals: that a chat was read, that somebody types. They are worth nothing later, and no reply waits for more than the
// one that is under way.

import { EngineError } from '../errors.ts';
import type { RpcClient } from '../imsg/rpc-client.ts';
import { RpcError } from '../imsg/rpc-error.ts';
import { markRead, showTyping } from '../imsg/signals.ts';
import { cleanForeign } from '../log-text.ts';
import type { ChatGuid } from '../message/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Route, SignalKind } from './route.ts';

/** imsg gives the bridge ten seconds: whoever was silent for so long is asked again only after the next probe. */
const STALLED_MS = 8_000;
const LOGGED_MAX = 200;

export interface SignalRequest {
  readonly kind: SignalKind;
  readonly chatGuid: ChatGuid;
  /** Of typing, whether it begins. */
  readonly isOn: boolean;
}

/** Makes the call. Never rejects; nothing follows from what came of it. */
export type SignalCall = (request: SignalRequest) => Promise<void>;

interface SignalsOptions {
  readonly route: Pick<Route, 'signalStalled'>;
  readonly clock: Clock;
  readonly logger: Logger;
  client(): Pick<RpcClient, 'call'> | null;
  /** The child's mutation lane is blocked until the process ends (wire-2.3). */
  onLaneBlocked(error: EngineError): void;
}

const WORDS: Readonly<Record<SignalKind, string>> = { read: 'mark read', typing: 'typing' };

export function createSignalCall({
  route,
  clock,
  logger,
  client,
  onLaneBlocked,
}: SignalsOptions): SignalCall {
  return async ({ kind, chatGuid, isOn }) => {
    const caller = client();
    if (!caller) return;
    const beganMs = clock.monotonicMs();
    try {
      await (kind === 'read' ? markRead(caller, chatGuid) : showTyping(caller, chatGuid, isOn));
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      logger.warn(`imessage: ${WORDS[kind]} failed: ${cleanForeign(error.message, LOGGED_MAX)}`);
      const isTimeout = error.code === 'rpc_timeout';
      if (isTimeout || clock.monotonicMs() - beganMs >= STALLED_MS) route.signalStalled();
      if (isTimeout || (error instanceof RpcError && error.isLaneBlocked)) onLaneBlocked(error);
    }
  };
}
