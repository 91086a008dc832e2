import type { Device } from '../device/device.ts';
import { type DeviceFault, isInForce } from '../device/fault.ts';
import type { ByteSink, ProcessIo } from '../device/process-io.ts';
import type { Next, ProcessFault, Surroundings } from './bytes/fault.ts';
import { createGate, type Input } from './bytes/gate.ts';
import type { AskedFault } from './parse.ts';
import { makerOf } from './registry.ts';
import { countingTrigger, parseTrigger, type Strikes } from './text/trigger.ts';

/** What one process reads and writes through, with the faults that are in force. */
export interface FaultyPipes {
  readonly stdout: ByteSink;
  /** Ends the process, once everything is out that only comes late. */
  exit(code: number): void;
  /** Puts the faults around what the process reads. */
  around(input: Input): Input;
  /** From now on the faults of this device count as well. */
  under(device: Device): void;
}

const LINE_FEED = 0x0a;
/** Between two lines written; a stream writes thousands a second. Whatever is read is looked at anew. */
const LOOK_EVERY_MS = 10;

/**
 * Bytes and process: what is written passes fault by fault, line by line; what is read is looked at by each.
 * Without a fault nothing is taken apart.
 */
export function createFaultyPipes(io: ProcessIo, asked: readonly AskedFault[]): FaultyPipes {
  const { clock, stdout } = io;
  const faults: ProcessFault[] = [];
  const met = new Set<string>();
  let device: Device | null = null;
  let isFull = false;
  let lookedAtMs = Number.NEGATIVE_INFINITY;

  const lateWrites = createLateWrites(io);
  const gate = createGate(() => faults);
  const surroundings = (strikes: Strikes, seed: string): Surroundings => ({
    clock,
    later: lateWrites.later,
    strikes,
    seed,
    write: put,
    onDrain: stdout.onDrain,
    writeStderr: (bytes) => void io.stderr.write(bytes),
    readOn() {
      gate.readOn();
      io.readOn();
    },
    exit: io.exit,
    die: io.die,
  });
  const put = (bytes: Uint8Array): boolean => {
    isFull = !stdout.write(bytes);
    return !isFull;
  };
  const add = (fault: ProcessFault) => {
    faults.push(fault);
    fault.begin?.();
  };
  const meet = (one: DeviceFault) => {
    if (met.has(one.eventId)) return;
    met.add(one.eventId);
    // Without a trigger an exit ends each process at once (device-faults.ts).
    if (one.fault === 'exit' && one.trigger === '') return;
    const make = makerOf(one.fault);
    const mac = device!;
    if (!make || !isInForce(one, mac.clock.wallMs())) return;
    add(make(one.value)(surroundings((text) => mac.strikes(one, text), one.eventId)));
  };
  const look = () => {
    lookedAtMs = clock.monotonicMs();
    for (const one of device?.faults() ?? []) meet(one);
  };

  const startMs = clock.monotonicMs();
  for (const { trigger, seed, make } of asked) {
    const strikes = countingTrigger(parseTrigger(trigger, seed), () => clock.monotonicMs() - startMs);
    add(make(surroundings(strikes, seed)));
  }
  return {
    stdout: {
      write(bytes) {
        if (clock.monotonicMs() - lookedAtMs >= LOOK_EVERY_MS) look();
        if (faults.length === 0) return put(bytes);
        for (const line of linesOf(bytes)) pass(line, faults, put);
        return !isFull;
      },
      onDrain: stdout.onDrain,
    },
    exit: lateWrites.exit,
    around: (input) => gate.around(input, look),
    under(opened) {
      device = opened;
      look();
    },
  };
}

/** A line passes fault by fault, in the end to the pipe. */
function pass(line: Uint8Array, faults: readonly ProcessFault[], put: Next, from = 0): void {
  const fault = faults[from];
  const next: Next = fault ? (bytes) => pass(bytes, faults, put, from + 1) : put;
  if (fault?.output) fault.output(line, next);
  else next(line);
}

/** What is written later than it was ready; the process ends by itself only once it is out. */
function createLateWrites({ clock, exit }: ProcessIo) {
  let underWay = 0;
  let exitCode: number | null = null;
  return {
    later(delayMs: number, write: () => void) {
      underWay += 1;
      clock.after(delayMs, () => {
        write();
        underWay -= 1;
        if (underWay === 0 && exitCode !== null) exit(exitCode);
      });
    },
    exit(code: number) {
      exitCode = code;
      if (underWay === 0) exit(code);
    },
  };
}

/** Each with its line feed; what is behind the last one counts as a line. */
function linesOf(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(LINE_FEED, start);
    const next = end === -1 ? bytes.length : end + 1;
    lines.push(bytes.subarray(start, next));
    start = next;
  }
  return lines;
}
