// A scenario as it is run: checked, with times in milliseconds and one action a step.

import type { EXPECTED_KINDS, ExpectInput, SaysInput, ScenarioInput } from './schema.ts';
import type { Position } from './source-text.ts';

export const DRIVER_NAMES = ['sim', 'spawned'] as const;
export type DriverName = (typeof DRIVER_NAMES)[number];
export type ExpectedKind = (typeof EXPECTED_KINDS)[number];

/** Who writes from another device of the Mac's owner. */
export const OWNER = 'owner';

export interface Chat {
  /** The group's name; empty = it has none. */
  readonly name: string;
  /** Handles. */
  readonly with: readonly string[];
}

export type Action =
  | { readonly verb: 'says'; readonly who: string; readonly says: SaysInput }
  | { readonly verb: 'wait'; readonly ms: number }
  | { readonly verb: 'gateway'; readonly change: 'start' | 'stop' | 'restart' | 'crash' }
  | { readonly verb: 'mac'; readonly kind: string; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly verb: 'fault'; readonly faults: string }
  | { readonly verb: 'expect'; readonly expected: ExpectInput };

export interface Step {
  readonly position: Position;
  readonly action: Action;
}

export interface Scenario {
  /** As it was named to the loader; stands in every message. */
  readonly file: string;
  readonly about: string;
  readonly covers: readonly string[];
  readonly drivers: readonly DriverName[];
  readonly seed: string;
  readonly isRemote: boolean;
  readonly build: string | undefined;
  readonly environment: string | undefined;
  /** Between the two rows of a split send; undefined = as the fake does it by itself. */
  readonly splitSendMs: number | undefined;
  /** Over the configuration that the driver fills in. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly agent: NonNullable<ScenarioInput['agent']>;
  /** Handles by name. */
  readonly people: Readonly<Record<string, string>>;
  readonly chats: Readonly<Record<string, Chat>>;
  readonly startsRunning: boolean;
  readonly steps: readonly Step[];
}
