import type { Device } from '../../device/device.ts';
import type { ByteSink } from '../../device/process-io.ts';

/** Faults are asked for no more often than this: a stream writes thousands of lines a second. */
const ASK_EVERY_MS = 50;

export interface FillablePipe {
  readonly stdout: ByteSink;
  /** From now on the faults of this device say when the pipe is full. */
  under(device: Device): void;
}

/**
 * Bytes: while `full-pipe` is in force there is no room behind stdout, as when whoever reads it is busy. What is
 * written in spite of that is not lost.
 */
export function fillablePipe(sink: ByteSink): FillablePipe {
  const callbacks: (() => void)[] = [];
  let device: Device | null = null;
  let met = 0;
  let askedAtMs = 0;
  let fullUntilMs = 0;
  let isWaiting = false;

  /** How long there will be no room. */
  const fullForMs = (): number => {
    if (!device) return 0;
    const nowMs = device.clock.wallMs();
    if (Math.abs(nowMs - askedAtMs) >= ASK_EVERY_MS) {
      askedAtMs = nowMs;
      const fulls = device.faults().filter(({ fault }, index) => index >= met && fault === 'full-pipe');
      fullUntilMs = Math.max(0, ...fulls.map(({ untilMs }) => untilMs ?? Number.POSITIVE_INFINITY));
    }
    return fullUntilMs - nowMs;
  };
  const tellOfRoom = () => {
    if (fullForMs() > 0) return waitForRoom();
    for (const callback of callbacks) callback();
  };
  const waitForRoom = () => {
    const waitMs = fullForMs();
    if (isWaiting || !Number.isFinite(waitMs)) return;
    isWaiting = true;
    device!.clock.after(waitMs, () => {
      isWaiting = false;
      tellOfRoom();
    });
  };
  sink.onDrain(tellOfRoom);

  return {
    stdout: {
      write(bytes) {
        const hasRoom = sink.write(bytes);
        if (fullForMs() <= 0) return hasRoom;
        waitForRoom();
        return false;
      },
      onDrain: (callback) => void callbacks.push(callback),
    },
    under(opened) {
      device = opened;
      met = opened.faults().length;
    },
  };
}
