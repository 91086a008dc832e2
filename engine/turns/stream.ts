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
  /** Whether nobody hears the agent any more. */
  isOver(): boolean;
}

/** Until it is lifted nothing of what is written is said by itself. */
interface Mark {
  /** Says what was written before it: to be called in its turn. False = the turn is over. */
  say(): Promise<boolean>;
  lift(): void;
}

interface Stream {
  /** Resolves when the pieces that it completes are durable. */
  write(text: string): Promise<void>;
  /** Something else is to be said behind what was written until now. */
  mark(): Mark;
  /** Nothing is written any more. */
  close(): void;
  /** What was not said. */
  rest(): string;
}

export function createStream({ clock, reply, say, isFull, isOver }: StreamOptions): Stream {
  const { cutting } = reply;
  let held = '';
  let lookedAt = 0;
  let timer: Timer | null = null;
  /** How much was written before what waits for its turn. */
  const marks = new Set<{ at: number }>();

  const sayUpTo = (end: number, next: number) => {
    const piece = held.slice(0, end);
    held = held.slice(next);
    lookedAt = held.length;
    return say(() => reply.addWritten(piece));
  };
  const sayNext = (when: 'written' | 'idle'): Promise<unknown> | null => {
    let said: Promise<unknown> | null = null;
    if (marks.size > 0 || isOver()) return said;
    for (let next = cutting?.next[when]; next && !isFull(); ) {
      const found = next(held);
      if (!found) break;
      said = sayUpTo(found.end, found.next);
      if (when === 'written') next = cutting?.next.cut;
    }
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
    if (isFull() || marks.size > 0) wait();
  };
  return {
    async write(text) {
      if (held.length + text.length > HELD_MAX) throw new EngineError('voice_busy');
      held += text;
      wait();
      if (marks.size > 0 || !cutting || held.length - lookedAt < held.length * GROWTH) return;
      lookedAt = held.length;
      await sayNext('written');
    },
    mark() {
      const mark = { at: held.length };
      marks.add(mark);
      return {
        async say() {
          const before = held.slice(0, mark.at);
          const end = reply.heldFrom(before);
          const piece = before.slice(0, end);
          if (piece.trim() === '') return true;
          if (!(await reply.addWritten(piece))) return false;
          held = held.slice(end);
          lookedAt = 0;
          for (const other of marks) other.at = Math.max(0, other.at - end);
          return true;
        },
        lift: () => void marks.delete(mark),
      };
    },
    close() {
      timer?.cancel();
    },
    rest: () => held,
  };
}
