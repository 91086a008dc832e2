import type { Message } from '../chat-db/read/messages.ts';
import type { Outbox } from '../wire/outbox.ts';
import { createStreamBuffer, type StreamBuffer } from './stream-buffer.ts';

export interface WatchBufferOptions {
  readonly subscription: number;
  /** Messages that may wait for room in the pipe; one more ends the stream. */
  readonly limit: number;
  readonly outbox: Outbox;
  /** Where to resume when not one message got through. */
  readonly sinceRowid: number;
  frame(method: string, params: object): string;
  project(message: Message): unknown;
  /** The terminal notification has been written. */
  ended(): void;
}

/** What one watch has found and not yet written. */
export type WatchBuffer = StreamBuffer<Message>;

/** An overflow says where to resume: it may replay, it never skips (wire-3.2). */
export function createWatchBuffer(options: WatchBufferOptions): WatchBuffer {
  const { subscription, limit, outbox, sinceRowid, frame, project, ended } = options;
  return createStreamBuffer({
    limit,
    outbox,
    ended,
    frame: (message) => frame('message', { subscription, message: project(message) }),
    overflow: (last) =>
      frame('watch.overflow', {
        subscription,
        resume_after_rowid: last?.id ?? sinceRowid,
        reason: 'buffer_limit_exceeded',
        terminal: true,
      }),
    failure: (detail) => frame('error', { subscription, error: { message: detail } }),
  });
}
