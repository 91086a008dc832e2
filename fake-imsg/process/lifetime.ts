import type { Clock, Timer } from '../device/clock.ts';
import type { ProcessIo } from '../device/process-io.ts';

/** The life of one process: once over, nothing it started does anything any more. */
export interface Lifetime {
  isOver(): boolean;
  /** Ways out that lead nowhere when the process is gone. */
  readonly io: ProcessIo;
  /** A clock whose timers die with the process. */
  clock(clock: Clock): Clock;
  /** Runs at the end, however it comes, in reverse order. */
  atEnd(release: () => void): void;
  /** Ends without a word, as a kill does. */
  kill(): void;
}

export function startLifetime(outer: ProcessIo): Lifetime {
  const releases: (() => void)[] = [];
  const timers = new Set<Timer>();
  let isOver = false;
  const end = () => {
    isOver = true;
    for (const timer of timers) timer.cancel();
    timers.clear();
    for (const release of releases.splice(0).reverse()) release();
  };
  const guarded = (callback: () => void) => () => {
    if (!isOver) callback();
  };
  const guard = (sink: ProcessIo['stdout']): ProcessIo['stdout'] => ({
    write: (bytes) => !isOver && sink.write(bytes),
    onDrain: (callback) => sink.onDrain(guarded(callback)),
  });
  const ownClock: Lifetime['clock'] = (clock) => ({
    wallMs: clock.wallMs,
    monotonicMs: clock.monotonicMs,
    soon: (callback) => clock.soon(guarded(callback)),
    after(delayMs, callback) {
      if (isOver) return { cancel() {} };
      const timer = clock.after(delayMs, () => {
        timers.delete(timer);
        if (!isOver) callback();
      });
      timers.add(timer);
      return {
        cancel() {
          timers.delete(timer);
          timer.cancel();
        },
      };
    },
  });
  return {
    isOver: () => isOver,
    io: {
      ...outer,
      clock: ownClock(outer.clock),
      stdout: guard(outer.stdout),
      stderr: guard(outer.stderr),
      exit(code) {
        if (isOver) return;
        end();
        outer.exit(code);
      },
      die(signal) {
        if (isOver) return;
        end();
        outer.die(signal);
      },
    },
    clock: ownClock,
    atEnd(release) {
      releases.push(release);
    },
    kill() {
      if (!isOver) end();
    },
  };
}
