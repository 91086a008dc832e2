// Where a scenario is in order and may still mislead: real processes are late by what they need to start, to
// flush and to be scheduled, and a clock that runs faster makes that more.

import { parseConfig } from '../../engine/config/load.ts';
import { LIVE_WINDOW_MS } from '../../engine/inbound/fence.ts';
import { durationText } from '../vocabulary/duration.ts';
import { configOf } from './config.ts';
import { SPEED_MAX } from './drivers/speed.ts';
import { problemLine } from './problems.ts';
import type { Scenario } from './scenario.ts';

/** How near to a threshold, as a share of it, is too near for real processes. */
const TOO_NEAR = 0.2;

/** As much time as a scenario may let pass beside real processes: 15 s of real time. */
const SPAWNED_MS_MAX = 15_000 * SPEED_MAX;

/** Warnings, one line each. */
export function lintScenario(scenario: Scenario): string[] {
  if (!scenario.drivers.includes('spawned')) return [];
  return [...tooNear(scenario), ...tooLong(scenario)];
}

/** Time passes at once while the gateway is down. */
function tooLong({ startsRunning, steps, file }: Scenario): string[] {
  let isRunning = startsRunning;
  let passedMs = 0;
  for (const { action } of steps) {
    const { word, value } = action;
    isRunning = word.leavesRunning?.(value) ?? isRunning;
    if (isRunning) passedMs += word.passesMs?.(value) ?? 0;
  }
  if (passedMs <= SPAWNED_MS_MAX) return [];
  const text =
    `${durationText(passedMs)} pass beside a running gateway, at most ${durationText(SPAWNED_MS_MAX)} should ` +
    'with real processes; make it shorter, or add drivers: [sim]';
  return [problemLine(file, steps.at(-1)!.position, text)];
}

function tooNear(scenario: Scenario): string[] {
  const thresholds = thresholdsOf(scenario);
  return scenario.steps.flatMap(({ position, action }) =>
    (action.word.durationsMs?.(action.value) ?? []).flatMap((ms) => {
      const near = thresholds.find((threshold) => Math.abs(ms - threshold.ms) <= TOO_NEAR * threshold.ms);
      if (!near) return [];
      const text =
        `${durationText(ms)} is too near to ${near.name} (${durationText(near.ms)}) for real processes; ` +
        'move it, or add drivers: [sim]';
      return [problemLine(scenario.file, position, text)];
    }),
  );
}

function thresholdsOf(scenario: Scenario): { readonly name: string; readonly ms: number }[] {
  const places = { cliPath: 'imsg', dbPath: '/chat.db', stateDir: '/state' };
  const { accounts } = parseConfig(configOf(scenario, places), { home: '/' }).config;
  const windows = new Set(accounts.map(({ coalesceWindowMs }) => coalesceWindowMs).filter((ms) => ms > 0));
  const recovery = new Set(accounts.map((account) => account.recovery.windowMs));
  return [
    ...[...windows].map((ms) => ({ name: 'the window in which rows wait for each other', ms })),
    { name: 'the age up to which live rows are answered', ms: LIVE_WINDOW_MS },
    ...[...recovery].map((ms) => ({ name: 'the age up to which missed rows are answered', ms })),
  ];
}
