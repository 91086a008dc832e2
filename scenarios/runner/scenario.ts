// A scenario as it is run: checked, with times in milliseconds and one action a step.

import type { Cast } from '../vocabulary/cast.ts';
import type { Action } from '../vocabulary/steps.ts';
import type { ScenarioInput } from './schema.ts';
import type { Position } from './source-text.ts';

export const DRIVER_NAMES = ['sim', 'spawned'] as const;
export type DriverName = (typeof DRIVER_NAMES)[number];

export interface Step {
  readonly position: Position;
  readonly action: Action;
}

export interface Scenario extends Cast {
  /** As it was named to the loader; stands in every message. */
  readonly file: string;
  readonly about: string;
  readonly covers: readonly string[];
  /** The kind of a fault that is not mended yet, because of which the scenario fails; null = it should pass. */
  readonly knownFault: string | null;
  readonly drivers: readonly DriverName[];
  readonly seed: string;
  readonly isRemote: boolean;
  readonly build: string | undefined;
  readonly environment: string | undefined;
  /** The handle of whose Mac it is; undefined = the usual one. */
  readonly owner: string | undefined;
  /** Over the configuration that the driver fills in. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly agent: NonNullable<ScenarioInput['agent']>;
  readonly startsRunning: boolean;
  readonly steps: readonly Step[];
}
