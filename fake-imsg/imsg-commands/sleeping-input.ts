import type { Running } from '../command-line/command.ts';
import type { Device } from '../device/device.ts';

/** What a process gets while its Mac is asleep: it waits, in order, till the Mac wakes. */
export function heldInput(device: Pick<Device, 'clock' | 'state'>, running: Running): Running {
  const waiting: (() => void)[] = [];
  const isAsleep = () => {
    const { asleepUntilMs, clockOffsetMs } = device.state();
    return device.clock.wallMs() - clockOffsetMs < asleepUntilMs;
  };
  const pass = (take: () => void) => {
    if (waiting.length === 0 && !isAsleep()) {
      take();
      return;
    }
    waiting.push(take);
    // `soon` on a Mac that is asleep is when it wakes.
    if (waiting.length === 1) device.clock.soon(release);
  };
  const release = () => {
    for (const take of waiting.splice(0)) take();
  };
  return {
    input: (bytes) => pass(() => running.input(bytes)),
    endInput: () => pass(running.endInput),
    wantsInput: () => running.wantsInput(),
  };
}
