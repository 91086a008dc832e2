import type { Clock, Timer } from '../device/clock.ts';
import type { Device } from '../device/device.ts';

/** Longest sleep: a timer that is asked for more than 24 days fires at once. */
const SLEEP_MAX_MS = 3_600_000;

export interface AgendaKeeper {
  /** Applies what is due and looks again when the next thing is. */
  step(): void;
  stop(): void;
}

/** Lets the Mac go on living while this process runs, and wakes when any process changes its agenda. */
export function keepAgenda(device: Device, clock: Clock): AgendaKeeper {
  let timer: Timer | null = null;
  const step = () => {
    timer?.cancel();
    const dueMs = device.step();
    timer = dueMs === null ? null : clock.after(sleepMs(dueMs - clock.wallMs()), step);
  };
  const end = device.onAgenda(step);
  step();
  return {
    step,
    stop() {
      timer?.cancel();
      end();
    },
  };
}

function sleepMs(untilDueMs: number): number {
  return Math.min(Math.max(0, untilDueMs), SLEEP_MAX_MS);
}
