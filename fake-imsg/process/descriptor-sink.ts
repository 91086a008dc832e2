import { write } from 'node:fs';
import type { ByteSink } from '../device/process-io.ts';

/** A real output of this process. */
export interface DescriptorSink extends ByteSink {
  /** Calls back once, as soon as nothing waits any more. */
  whenFlushed(callback: () => void): void;
}

/** As much as a pipe holds: beyond that the reader is behind. */
const FULL_BYTES = 65_536;
/** First and longest wait for a reader that is behind: one that reads on is never waited for long. */
const RETRY_MS = 1;
const RETRY_MAX_MS = 16;

/**
 * Writes to a descriptor without ever blocking the loop, as `process.stdout` would on a pipe: a reader that
 * has stopped must not stop the watches and timers of the process.
 *
 * @param onBroken Nothing can be written any more; `EPIPE`: the reader is gone.
 */
export function createDescriptorSink(
  descriptor: number,
  onBroken: (error: NodeJS.ErrnoException) => void,
): DescriptorSink {
  const drains: (() => void)[] = [];
  const flushes: (() => void)[] = [];
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let wasFull = false;
  let busy = false;
  let retryMs = RETRY_MS;

  const next = () => {
    if (busy) return;
    if (waiting.length === 0) {
      for (const flushed of flushes.splice(0)) flushed();
      return;
    }
    busy = true;
    const bytes = Buffer.concat(waiting);
    waiting = [];
    put(bytes);
  };
  const put = (bytes: Buffer) => {
    write(descriptor, bytes, (error, written) => {
      if (error?.code === 'EAGAIN') {
        setTimeout(() => put(bytes), retryMs);
        retryMs = Math.min(2 * retryMs, RETRY_MAX_MS);
        return;
      }
      if (error) return onBroken(error);
      retryMs = RETRY_MS;
      waitingBytes -= written;
      if (written < bytes.length) return put(bytes.subarray(written));
      busy = false;
      if (wasFull && waitingBytes < FULL_BYTES) {
        wasFull = false;
        for (const drained of drains) drained();
      }
      next();
    });
  };

  return {
    write(bytes) {
      waiting.push(bytes);
      waitingBytes += bytes.length;
      // What is written in one go leaves in one go.
      if (waiting.length === 1) queueMicrotask(next);
      wasFull ||= waitingBytes >= FULL_BYTES;
      return !wasFull;
    },
    onDrain(callback) {
      drains.push(callback);
    },
    whenFlushed(callback) {
      flushes.push(callback);
      next();
    },
  };
}
