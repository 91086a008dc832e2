import { badDates } from './bad-dates.ts';
import { banner } from './banner.ts';
import { chunks } from './chunks.ts';
import { endlessLine } from './endless-line.ts';
import { exit } from './exit.ts';
import type { MakeFault } from './fault.ts';
import { readFaultText, splitFaults } from './fault-text.ts';
import { foreignId } from './foreign-id.ts';
import { garbage } from './garbage.ts';
import { late } from './late.ts';
import { latency } from './latency.ts';
import { never } from './never.ts';
import { noNewline } from './no-newline.ts';
import { signal } from './signal.ts';
import { stall } from './stall.ts';
import { stderrNoise } from './stderr-noise.ts';
import { torn } from './torn.ts';
import { BadFault } from './trigger.ts';
import { twice } from './twice.ts';
import { unread } from './unread.ts';

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
