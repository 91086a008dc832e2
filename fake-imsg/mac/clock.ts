import type { Clock, Timer } from '../device/clock.ts';
import type { MacState } from '../device/mac-state.ts';

/**
 * The clock as the programs of a Mac have it: its wall time is off after a clock step, and no timer fires
 * while the Mac is asleep; those that fell due meanwhile fire as it wakes.
 */
export function macClock(clock: Clock, state: () => MacState): Clock {
  const asleepForMs = () => state().asleepUntilMs - clock.wallMs();
  return {
    wallMs: () => clock.wallMs() + state().clockOffsetMs,
    monotonicMs: clock.monotonicMs,
    after(delayMs, callback) {
      let timer: Timer;
      const fire = () => {
        const leftMs = asleepForMs();
        if (leftMs > 0) timer = clock.after(leftMs, fire);
        else callback();
      };
      timer = clock.after(delayMs, fire);
      return { cancel: () => timer.cancel() };
    },
    soon(callback) {
      const leftMs = asleepForMs();
      if (leftMs > 0) clock.after(leftMs, callback);
      else clock.soon(callback);
    },
  };
}
