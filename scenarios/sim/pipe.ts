import type { Random } from './random.ts';
import type { World } from './world.ts';

/** What the kernel keeps of a pipe (64 KiB), so that two sides that both wait to write reproduce their deadlock. */
const PIPE_BYTES_MAX = 64 * 1024;
const HOP_MS = 0.2;
const CHUNK_BYTES_MAX = 64 * 1024;

export interface PipeReader {
  onData(bytes: Uint8Array): void;
  onEnd(): void;
}

/** One direction of a pipe. Bytes arrive later, in order, in chunks that need not be those written. */
export interface Pipe {
  /** False = full: the writer should wait for `onDrain`. What was given is kept all the same. */
  write(bytes: Uint8Array): boolean;
  onDrain(callback: () => void): void;
  /** No more bytes; the reader hears of it after the last one. */
  end(): void;
  /** The reader is gone: bytes vanish, nothing is delivered any more. */
  closeReader(): void;
  pause(): void;
  resume(): void;
}

export function createPipe(world: World, name: string, reader: PipeReader): Pipe {
  let drawn: Random | null = null;
  /** Through many a pipe nothing ever comes. */
  const random = () => {
    drawn ??= world.random(`pipe/${name}`);
    return drawn();
  };
  const drains: (() => void)[] = [];
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let isPaused = false;
  let hasEnded = false;
  let isClosed = false;
  let isScheduled = false;
  let wasFull = false;

  const deliver = () => {
    isScheduled = false;
    if (isClosed || isPaused) return;
    if (waitingBytes > 0) {
      const chunk = take();
      reader.onData(chunk);
      if (wasFull && waitingBytes < PIPE_BYTES_MAX) {
        wasFull = false;
        for (const callback of drains) callback();
      }
      schedule();
    } else if (hasEnded) {
      isClosed = true;
      reader.onEnd();
    }
  };
  const take = (): Uint8Array => {
    const chunk = new Uint8Array(readLength(waitingBytes, random));
    waitingBytes -= chunk.length;
    for (let filled = 0; filled < chunk.length; ) {
      const first = waiting[0]!;
      const part = first.subarray(0, chunk.length - filled);
      chunk.set(part, filled);
      filled += part.length;
      if (part.length < first.length) waiting[0] = first.subarray(part.length);
      else waiting.shift();
    }
    return chunk;
  };
  const schedule = () => {
    if (isScheduled || isClosed || isPaused || (waitingBytes === 0 && !hasEnded)) return;
    isScheduled = true;
    world.schedule(HOP_MS + random() * HOP_MS, deliver);
  };

  return {
    write(bytes) {
      if (isClosed || hasEnded) return true;
      waiting.push(bytes);
      waitingBytes += bytes.length;
      schedule();
      wasFull = waitingBytes >= PIPE_BYTES_MAX;
      return !wasFull;
    },
    onDrain: (callback) => void drains.push(callback),
    end() {
      hasEnded = true;
      schedule();
    },
    closeReader() {
      isClosed = true;
      waiting = [];
      waitingBytes = 0;
      for (const callback of drains) callback();
    },
    pause() {
      isPaused = true;
    },
    resume() {
      isPaused = false;
      schedule();
    },
  };
}

/** Most reads return all there is; one in eight is short, so that frames come torn. */
function readLength(available: number, random: Random): number {
  const length = random() < 0.125 ? 1 + Math.floor(random() * (available - 1)) : available;
  return Math.min(length, CHUNK_BYTES_MAX);
}
