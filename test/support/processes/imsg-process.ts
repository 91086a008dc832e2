import type { Device } from '../../../fake-imsg/device/device.ts';
import type { FakeProcess, ProcessIo } from '../../../fake-imsg/device/process-io.ts';
import { startImsg } from '../../../fake-imsg/process/start-imsg.ts';

/** Whatever a test wants to look at in an answer or a notification. */
// biome-ignore lint/suspicious/noExplicitAny: frames are compared, not relied upon.
export type Frame = any;

export interface TestImsg {
  readonly process: FakeProcess;
  readonly lines: readonly string[];
  /** What stands behind the last line feed. */
  rest(): string;
  /** Everything on stderr. */
  errors(): string;
  /** The lines so far, parsed. */
  frames(): Frame[];
  /** Null until the process has ended by itself. */
  exitCode(): number | null;
  /** The signal it died of, or null. */
  diedOf(): string | null;
  line(text: string): void;
  /** Sends a request under this id. */
  ask(id: number | string, method: string, params?: object): void;
  answer(id: number | string): Frame;
  /** Ends the input. */
  end(): void;
  /** While full, the pipe takes what is written but says that it has no room; `drain` empties it. */
  fill(): void;
  drain(): void;
}

export interface TestImsgOptions {
  readonly argv?: readonly string[];
  readonly env?: ProcessIo['env'];
}

/** An imsg that runs in the test itself, on a device whose life the test controls. */
export function startTestImsg(device: Device, { argv = ['rpc'], env = {} }: TestImsgOptions = {}): TestImsg {
  const lines: string[] = [];
  const drains: (() => void)[] = [];
  const decoder = new TextDecoder();
  let partial = '';
  let errors = '';
  let full = false;
  let exitCode: number | null = null;
  let diedOf: string | null = null;
  const process = startImsg(
    {
      argv,
      env,
      stdout: {
        write(bytes) {
          const parts = (partial + decoder.decode(bytes, { stream: true })).split('\n');
          partial = parts.pop() ?? '';
          lines.push(...parts);
          return !full;
        },
        onDrain: (callback) => void drains.push(callback),
      },
      stderr: {
        write(bytes) {
          errors += new TextDecoder().decode(bytes);
          return true;
        },
        onDrain: () => {},
      },
      clock: device.clock,
      note: (noted) => device.note(noted),
      readOn() {},
      die(signal) {
        diedOf = signal;
      },
      exit(code) {
        if (exitCode !== null) throw new Error('exit was called twice');
        exitCode = code;
      },
    },
    () => ({ ...device, close() {} }),
  );
  const line = (text: string) => process.input(new TextEncoder().encode(`${text}\n`));
  const frames = () => lines.map((text) => JSON.parse(text) as Frame);
  return {
    process,
    lines,
    rest: () => partial,
    errors: () => errors,
    frames,
    exitCode: () => exitCode,
    diedOf: () => diedOf,
    line,
    ask: (id, method, params) => line(JSON.stringify({ jsonrpc: '2.0', id, method, params })),
    answer: (id) => frames().find((frame) => frame.id === id),
    end: process.endInput,
    fill() {
      full = true;
    },
    drain() {
      full = false;
      for (const drained of drains) drained();
    },
  };
}
