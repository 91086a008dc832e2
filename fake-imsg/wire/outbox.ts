import type { ByteSink } from '../device/process-io.ts';

/**
 * The one way out. Responses wait here in order while the pipe is full; notifications wait in the buffers of
 * their subscriptions and are asked for when the pipe has room.
 */
export interface Outbox {
  /** Writes a response, or keeps it until there is room; `written` is called once it has been handed over. */
  respond(frame: string, written: () => void): void;
  /** Writes a notification. Only while `writable`. */
  notify(frame: string): void;
  writable(): boolean;
  /** Responses that wait for room. */
  waiting(): number;
  /** Calls back whenever there is room again; returns the function that ends it. */
  onRoom(callback: () => void): () => void;
}

export function createOutbox(sink: ByteSink): Outbox {
  const waiting: { frame: string; written: () => void }[] = [];
  const rooms = new Set<() => void>();
  let writable = true;
  const put = (frame: string) => {
    writable = sink.write(Buffer.from(`${frame}\n`));
  };
  sink.onDrain(() => {
    writable = true;
    while (writable && waiting.length > 0) {
      const { frame, written } = waiting.shift()!;
      put(frame);
      written();
    }
    for (const room of [...rooms]) if (writable) room();
  });
  return {
    respond(frame, written) {
      if (!writable) {
        waiting.push({ frame, written });
        return;
      }
      put(frame);
      written();
    },
    notify: put,
    writable: () => writable,
    waiting: () => waiting.length,
    onRoom(callback) {
      rooms.add(callback);
      return () => rooms.delete(callback);
    },
  };
}
