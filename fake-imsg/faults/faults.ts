import { badDates } from './bytes/bad-dates.ts';
import { banner } from './bytes/banner.ts';
import { chunks } from './bytes/chunks.ts';
import { endlessLine } from './bytes/endless-line.ts';
import { exit } from './bytes/exit.ts';
import type { MakeFault } from './bytes/fault.ts';
import { foreignId } from './bytes/foreign-id.ts';
import { garbage } from './bytes/garbage.ts';
import { late } from './bytes/late.ts';
import { latency } from './bytes/latency.ts';
import { never } from './bytes/never.ts';
import { noNewline } from './bytes/no-newline.ts';
import { signal } from './bytes/signal.ts';
import { stall } from './bytes/stall.ts';
import { stderrNoise } from './bytes/stderr-noise.ts';
import { torn } from './bytes/torn.ts';
import { twice } from './bytes/twice.ts';
import { unread } from './bytes/unread.ts';
import { readFaultText, splitFaults } from './text/fault-text.ts';
import { BadFault } from './text/trigger.ts';

/** What can go wrong with the bytes of a process, by the name it has in a text. */
export const PROCESS_FAULTS: Readonly<Record<string, MakeFault>> = {
  'bad-dates': badDates,
  banner,
  chunks,
  'endless-line': endlessLine,
  exit,
  'foreign-id': foreignId,
  garbage,
  late,
  latency,
  never,
  'no-newline': noNewline,
  signal,
  stall,
  'stderr-noise': stderrNoise,
  torn,
  twice,
  unread,
};

/** A fault that was asked for, and may be put around a process. */
export interface AskedFault {
  /** Where it is not counted for the whole device: as `parseTrigger` reads it. */
  readonly trigger: string;
  readonly seed: string;
  readonly make: ReturnType<MakeFault>;
}

/**
 * The faults named in FAKE_IMSG_FAULTS: `name=value@trigger`, separated by `;` (fault-text.ts). Throws
 * `BadFault`.
 */
export function parseFaults(text: string | undefined): AskedFault[] {
  try {
    return splitFaults(text ?? '').map((one) => {
      const { name, value, trigger } = readFaultText(one);
      const make = Object.hasOwn(PROCESS_FAULTS, name) ? PROCESS_FAULTS[name] : undefined;
      if (!make) {
        throw new BadFault(`no fault "${name}"; there are: ${Object.keys(PROCESS_FAULTS).join(', ')}`);
      }
      return { trigger, seed: one, make: make(value) };
    });
  } catch (error) {
    if (!(error instanceof BadFault)) throw error;
    throw new BadFault(`FAKE_IMSG_FAULTS: ${error.message}`);
  }
}
