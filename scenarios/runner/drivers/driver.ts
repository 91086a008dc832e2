import type { WorldEvent } from '../../../fake-imsg/device/device.ts';
import type { AnyRecordedEvent } from '../../observe/ledger.ts';
import type { CommandEnd } from '../../sim/operator-command.ts';
import type { History } from '../../sim/oracle/history.ts';
import type { Opinion } from '../../sim/oracle/oracle.ts';
import type { OnPosted, OwnPost } from '../../sim/own-posts.ts';
import type { PairingDecision } from '../../sim/pairing-calls.ts';
import type { Observation } from '../../vocabulary/observation.ts';
import type { Simulated } from '../../vocabulary/simulated.ts';
import type { StartOptions } from '../../vocabulary/step-word.ts';
import type { ScriptedAgent } from '../agent.ts';
import type { DriverName, Scenario } from '../scenario.ts';

export interface DriverOptions {
  readonly scenario: Scenario;
  readonly agent: ScriptedAgent;
  readonly seed: string;
  /** Times real time, beside real processes; null = what the machine can keep. */
  readonly speed: number | null;
  /** Called with every event of the engine when it happens. */
  onEvent(event: AnyRecordedEvent): void;
}

/** A Mac and a gateway beside it, and the time of both. Rejects as a whole when it cannot be made to run. */
export interface Driver extends Observation {
  readonly name: DriverName;
  /** Since the beginning of the run. */
  nowMs(): number;
  /** Wall time of the Mac. */
  wallMs(): number;
  /** Decides on somebody who wants to pair; `onAnswer` gets null, or the code of the refusal. */
  decidePairing(decision: PairingDecision, onAnswer: (code: string | null) => void): void;
  /** Has the gateway send or do something of the operator's own accord. Resolves once it has ended, or waits for simulated time to pass. */
  post(post: OwnPost, onAnswer: OnPosted): Promise<void>;
  /**
   * Runs a command of imgate beside the gateway, with the configuration of that. Resolves once it has ended, or waits for
   * simulated time to pass; `onEnd` gets what it comes to.
   */
  runCommand(args: readonly string[], onEnd: (end: CommandEnd) => void): Promise<void>;
  isRunning(): boolean;
  /** Times real time; null where there is no real time, or none was needed. */
  speed(): number | null;
  /** Whether a store lost what it held, so that nothing of the past can be held against it. */
  hasForgotten(): boolean;
  schedule(event: WorldEvent, inMs: number): void;
  /** Resolves when the gateway reads, or after 10 s without that, on real clocks as well. */
  start(options?: StartOptions): Promise<void>;
  stop(): Promise<void>;
  /** Ends it in the middle of whatever it does. */
  crash(): void;
  /** What children started from now on suffer, in the notation of FAKE_IMSG_FAULTS. */
  setFaults(faults: string): void;
  /** Writes the file of the configuration: what stands there, or the keys of a scenario. */
  writeConfig(written: string | Readonly<Record<string, unknown>>): void;
  /** Null beside real processes. */
  readonly simulated: Simulated | null;
  advance(durationMs: number): Promise<void>;
  /** Lets time pass until `isDone`, asked again whenever something has happened. Says whether it was done. */
  advanceUntil(isDone: () => boolean, limitMs: number): Promise<boolean>;
  /** Why a thing that went wrong up to now proves nothing; null = it does. */
  whyInconclusive(): string | null;
  /** Everything under way has come to its end. */
  rested(): void;
  /** What came to something else than was recorded, when rows were decided again by the journal; none beside real processes. */
  recomputed(): readonly string[];
  /** What the oracle says of the run up to now; null where it sees too little. */
  opinion(): Opinion | null;
  /** What the oracle reads; null where too little is seen. */
  history(): History | null;
  /** Ends everything, whatever state it is in. */
  close(): Promise<void>;
}

/** How long a start may take until the gateway reads. */
export const START_LIMIT_MS = 10_000;
