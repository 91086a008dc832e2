import type { Outbox } from '../wire/outbox.ts';

export interface StreamBufferOptions<Item> {
  /** Items that may wait for room in the pipe; one more ends the stream. */
  readonly limit: number;
  readonly outbox: Outbox;
  frame(item: Item): string;
  /** The last that is heard of a stream that overflowed. */
  overflow(lastPushed: Item | null): string;
  /** The last that is heard of a stream that failed. */
  failure(detail: string): string;
  /** The terminal notification has been written. */
  ended(): void;
}

/** What one subscription has found and not yet written. */
export interface StreamBuffer<Item> {
  /** False when the stream is over. */
  push(item: Item): boolean;
  /** Ends the stream after what waits. */
  fail(detail: string): void;
  isEmpty(): boolean;
  stop(): void;
}

/** Overflow drains what waits before it says so (wire-2.7 and wire-3.2). */
export function createStreamBuffer<Item>(options: StreamBufferOptions<Item>): StreamBuffer<Item> {
  const { outbox } = options;
  const waiting: Item[] = [];
  let lastPushed: Item | null = null;
  let terminal: string | null = null;

  const flush = () => {
    while (outbox.writable() && waiting.length > 0) outbox.notify(options.frame(waiting.shift()!));
    if (terminal === null || waiting.length > 0 || !outbox.writable()) return;
    outbox.notify(terminal);
    stop();
    options.ended();
  };
  const stop = outbox.onRoom(flush);
  const end = (frame: string) => {
    terminal = frame;
    flush();
  };

  return {
    push(item) {
      if (terminal !== null) return false;
      if (waiting.length >= options.limit) {
        end(options.overflow(lastPushed));
        return false;
      }
      lastPushed = item;
      waiting.push(item);
      flush();
      return true;
    },
    fail(detail) {
      if (terminal === null) end(options.failure(detail));
    },
    isEmpty: () => waiting.length === 0,
    stop,
  };
}
