// What an agent writes stretch by stretch, kept until a piece of it stands by itself.

import { EngineError } from '../errors.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { Reply } from './reply.ts';

/** Of what was written and is not said yet, in UTF-16 units. */
export const HELD_MAX = 1024 * 1024;
/** By what part of its length it grows between two looks at it: looking at all of it for each word would take too long. */
const GROWTH = 1 / 16;

interface StreamOptions {
  readonly clock: Clock;
  readonly reply: Pick<Reply, 'cutting' | 'heldFrom' | 'addWritten'>;
  /** Says a piece in its order. */
  say(add: () => Promise<boolean>): Promise<unknown>;
  /** Whether no further piece can wait for its commit right now. */
  isFull(): boolean;
}

interface Stream {
  /** Resolves when the pieces that it completes are durable. */
  write(text: string): Promise<void>;
  /** Says what was written before something else is said. */
  flush(): void;
  /** Nothing is written any more. */
  close(): void;
  /** What was not said. */
  rest(): string;
}

export function createStream({ clock, reply, say, isFull }: StreamOptions): Stream {
  const { cutting } = reply;
  let held = '';
  let lookedAt = 0;
  let timer: Timer | null = null;

  const sayUpTo = (end: number, next: number) => {
    const piece = held.slice(0, end);
    held = held.slice(next);
    lookedAt = held.length;
    return say(() => reply.addWritten(piece));
  };
  const sayNext = (when: 'written' | 'idle'): Promise<unknown> | null => {
    let said: Promise<unknown> | null = null;
    for (let cut = cutting?.next(held, when); cut && !isFull(); cut = cutting?.next(held, when))
      said = sayUpTo(cut.end, cut.next);
    return said;
  };
  const wait = () => {
    timer?.cancel();
    timer = cutting && held !== '' ? clock.after(cutting.idleMs, onIdle) : null;
  };
  const onIdle = () => {
    timer = null;
    // That it is over by now is for whoever writes on.
    sayNext('idle')?.catch(() => {});
    if (isFull()) wait();
  };
  return {
    async write(text) {
      if (held.length + text.length > HELD_MAX) throw new EngineError('voice_busy');
      held += text;
      wait();
      if (!cutting || held.length - lookedAt < held.length * GROWTH) return;
      lookedAt = held.length;
      await sayNext('written');
    },
    flush() {
      const end = reply.heldFrom(held);
      if (isFull() || held.slice(0, end).trim() === '') return;
      sayUpTo(end, end).catch(() => {});
    },
    close() {
      timer?.cancel();
    },
    rest: () => held,
  };
}
