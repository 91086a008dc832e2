import type { Socket } from 'node:net';
import { createFramer } from '../imsg/framing.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import { tooLongLine } from './control-answer.ts';

/** Of one request, without its line feed. */
export const REQUEST_BYTES_MAX = 64 * 1024;
/** Of answers that the other side has not taken yet: while there are more, none of its requests are read. */
export const ANSWER_BYTES_WAITING_MAX = 64 * 1024;
/** Of one connection. Whoever writes more at once waits for no answer, and is cut off. */
export const REQUESTS_WAITING_MAX = 256;
/** A connection on which nobody asks a whole question, or takes the answer, for this long is closed. */
export const IDLE_MS = 60_000;

interface ConnectionOptions {
  readonly clock: Clock;
  /** Never rejects. */
  answer(line: string): Promise<string>;
}

/**
 * Answers the requests of one connection, one at a time and in their order; while one is under way nothing more is
 * read, and the loop has a turn for everything else between any two of them.
 */
export function serveConnection(socket: Socket, { clock, answer }: ConnectionOptions): void {
  const waiting: (() => Promise<string>)[] = [];
  let isWorking = false;
  let hasEnded = false;
  let idle: Timer | null = null;

  const rest = () => {
    idle = clock.after(IDLE_MS, () => socket.destroy());
  };
  const work = async () => {
    if (isWorking) return;
    isWorking = true;
    socket.pause();
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      idle?.cancel();
      const line = await next();
      if (socket.destroyed) return;
      rest();
      if (!socket.write(`${line}\n`)) await drained(socket);
      if (socket.destroyed) return;
      await new Promise<void>((resolve) => clock.soon(resolve));
    }
    isWorking = false;
    if (hasEnded) socket.end();
    else socket.resume();
  };
  /** A connection that cannot be served is closed. */
  const goOn = () => {
    work().catch(() => socket.destroy());
  };
  const framer = createFramer({
    frameBytesMax: REQUEST_BYTES_MAX,
    onFrame: (bytes) => {
      const line = bytes.toString();
      waiting.push(() => answer(line));
    },
    onOversize() {
      waiting.push(async () => tooLongLine(REQUEST_BYTES_MAX));
    },
  });

  rest();
  socket.on('data', (bytes) => {
    framer.push(bytes);
    if (waiting.length > REQUESTS_WAITING_MAX) socket.destroy();
    else if (waiting.length > 0) goOn();
  });
  socket.on('end', () => {
    hasEnded = true;
    framer.end();
    goOn();
  });
  // Whoever asks may go at any time; `close` follows.
  socket.on('error', () => {});
  socket.on('close', () => idle?.cancel());
}

/** Resolves when the other side has taken what was written, or is gone. */
function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      socket.off('drain', settle).off('close', settle);
      resolve();
    };
    socket.on('drain', settle).on('close', settle);
  });
}
