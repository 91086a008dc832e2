import type { Message } from '../chat-db/read-messages.ts';
import type { Outbox } from './outbox.ts';

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

/** What one subscription has found and not yet written. */
export interface WatchBuffer {
  /** False when the stream is over. */
  push(message: Message): boolean;
  /** Ends the stream with an `error` notification after what waits. */
  fail(detail: string): void;
  readonly isEmpty: boolean;
  stop(): void;
}

/** Overflow drains what waits and then says where to resume: it may replay, it never skips (section 3.2). */
export function createWatchBuffer(options: WatchBufferOptions): WatchBuffer {
  const { subscription, outbox } = options;
  const waiting: Message[] = [];
  let lastRowid = options.sinceRowid;
  let terminal: string | null = null;

  const flush = () => {
    while (outbox.writable && waiting.length > 0) {
      const message = options.project(waiting.shift()!);
      outbox.notify(options.frame('message', { subscription, message }));
    }
    if (terminal === null || waiting.length > 0 || !outbox.writable) return;
    outbox.notify(terminal);
    stop();
    options.ended();
  };
  const stop = outbox.onRoom(flush);
  const end = (method: string, params: object) => {
    terminal = options.frame(method, { subscription, ...params });
    flush();
  };

  return {
    push(message) {
      if (terminal !== null) return false;
      if (waiting.length >= options.limit) {
        const reason = 'buffer_limit_exceeded';
        end('watch.overflow', { resume_after_rowid: lastRowid, reason, terminal: true });
        return false;
      }
      lastRowid = message.id;
      waiting.push(message);
      flush();
      return true;
    },
    fail(detail) {
      if (terminal === null) end('error', { error: { message: detail } });
    },
    get isEmpty() {
      return waiting.length === 0;
    },
    stop,
  };
}
