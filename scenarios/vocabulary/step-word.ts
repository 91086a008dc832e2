// What a word of a step has: one module in steps/, and one line in steps.ts.

import type { z } from 'zod';
import type { WorldEvent } from '../../fake-imsg/device/device.ts';
import type { CommandEnd } from '../sim/operator-command.ts';
import type { OnPosted, OwnPost } from '../sim/own-posts.ts';
import type { PairingDecision } from '../sim/pairing-calls.ts';
import type { Cast } from './cast.ts';
import type { CheckContext } from './check-context.ts';
import type { Expected } from './expectation-word.ts';
import type { GuideRow } from './guide-row.ts';
import type { Problem } from './problem.ts';
import type { Simulated } from './simulated.ts';

/** How a gateway is started; only a simulated one in any other way than the usual. */
export interface StartOptions {
  /** In place of the scenario's own, from now on. */
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  /** Default: until it reads, or had its time to begin to. */
  readonly waits?: false | undefined;
  /** Beside the one that runs: on the same state, or on one of its own. */
  readonly beside?: 'same-state' | 'own-state' | undefined;
  /** Whether it takes the state from the one that has it. Default: it does. */
  readonly takeOver?: false | undefined;
}

/** What a step may do to the Mac, the gateway and the time; a driver has it all. */
export interface Controls {
  /** Wall time of the Mac. */
  wallMs(): number;
  isRunning(): boolean;
  schedule(event: WorldEvent, inMs: number): void;
  /** Resolves when the gateway reads, or when it had its time to begin to. */
  start(options?: StartOptions): Promise<void>;
  stop(): Promise<void>;
  /** Ends the gateway in the middle of whatever it does. */
  crash(): void;
  /** What children started from now on suffer, in the notation of FAKE_IMSG_FAULTS. */
  setFaults(faults: string): void;
  /** Writes the file of the configuration: what stands there, or the keys of a scenario. */
  writeConfig(written: string | Readonly<Record<string, unknown>>): void;
  advance(durationMs: number): Promise<void>;
  /** Decides on somebody who wants to pair; `onAnswer` gets null, or the code of the refusal. */
  decidePairing(decision: PairingDecision, onAnswer: (code: string | null) => void): void;
  /** Has the gateway send or do something of the operator's own accord. Resolves once it has ended, or waits for simulated time to pass. */
  post(post: OwnPost, onAnswer: OnPosted): Promise<void>;
  /**
   * Runs a command of imgate beside the gateway, with the configuration of that. Resolves once it has ended, or waits for
   * simulated time to pass; `onEnd` gets what it comes to.
   */
  runCommand(args: readonly string[], onEnd: (end: CommandEnd) => void): Promise<void>;
  /** Null beside real processes. */
  readonly simulated: Simulated | null;
}

export interface PerformContext {
  readonly cast: Cast;
  readonly key: string;
  readonly controls: Controls;
  /** Lets time pass as the expectation says. Answers what does not hold, or null. */
  expect(expected: Expected): Promise<string[] | null>;
}

export interface StepWord<Value = unknown> {
  /** The key in a step. */
  readonly name: string;
  readonly schema: z.ZodType<Value>;
  /** What the schema cannot see. */
  check?(value: Value, context: CheckContext): Problem[];
  /** Does it. Answers what went wrong, or null. */
  perform(value: Value, context: PerformContext): Promise<readonly string[] | null>;
  /** One line for reports. */
  describe(value: Value, key: string): string;
  readonly guide: readonly GuideRow[];
  /** How much time it lets pass. Default: none. */
  passesMs?(value: Value): number;
  /** The durations in it, which lint holds against the thresholds of the gateway. Default: none. */
  durationsMs?(value: Value): readonly number[];
  /** Whether the gateway runs afterwards. Default: as before. */
  leavesRunning?(value: Value): boolean;
}
