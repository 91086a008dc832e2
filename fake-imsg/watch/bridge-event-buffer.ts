import type { Outbox } from '../wire/outbox.ts';
import type { BridgeEvent } from './bridge-event-stream.ts';
import { createStreamBuffer, type StreamBuffer } from './stream-buffer.ts';

export interface BridgeEventBufferOptions {
  readonly subscription: number;
  readonly limit: number;
  readonly outbox: Outbox;
  frame(method: string, params: object): string;
  ended(): void;
}

/** Events that were seen and not yet written; what is lost at an overflow is lost (wire-2.7). */
export function createBridgeEventBuffer(options: BridgeEventBufferOptions): StreamBuffer<BridgeEvent> {
  const { subscription, limit, outbox, frame, ended } = options;
  return createStreamBuffer({
    limit,
    outbox,
    ended,
    frame: (event) => frame('bridge.event', { subscription, event }),
    overflow: () =>
      frame('bridge.events.overflow', {
        subscription,
        reason: 'buffer_limit_exceeded',
        resumable: false,
        terminal: true,
      }),
    failure: (message) =>
      frame('bridge.events.error', {
        subscription,
        error: { code: 'event_stream_failed', message },
        terminal: true,
      }),
  });
}
