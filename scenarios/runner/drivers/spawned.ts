// Real processes: a Mac in a folder, its imsg behind real pipes, a store in SQLite, and one clock for all of
// them that runs faster than the real one. The engine runs in this process, so that it can be given an agent.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sleep } from '../../../engine/ports/clock.ts';
import { createLedger } from '../../observe/ledger.ts';
import { durationText } from '../../vocabulary/duration.ts';
import { configOf } from '../config.ts';
import { createCondition } from './condition.ts';
import { type Driver, type DriverOptions, START_LIMIT_MS } from './driver.ts';
import { watchLateness } from './lateness.ts';
import { createPacedClock } from './paced-clock.ts';
import { createSpawnedGateway } from './spawned-gateway.ts';
import { createSpawnedMac } from './spawned-mac.ts';
import { createSpeed } from './speed.ts';

/** What holds late, as the fast clock has it, holds all the same: real programs get so much real time for it. */
const WITHIN_REAL_MS = 10_000;

/** Later than this, as the fast clock has it, and windows and ages may have come out otherwise than they should. */
const LATENESS_MAX_MS = 1_000;

/** Everything in a temporary folder that is gone after `close`. */
export function createSpawnedDriver({ scenario, agent, speed: given, onEvent }: DriverOptions): Driver {
  const { folder, remove } = createTemporaryFolder();
  const clock = createPacedClock(join(folder, 'clock'));
  const { device, chatDbPath, imsgPath, writeProgram } = createSpawnedMac(folder, scenario, clock);
  const stateDir = join(folder, 'state');
  const ledger = createLedger();
  const somethingHappened = createCondition(clock);
  const lateness = watchLateness(clock);
  const speed = createSpeed(clock, given);
  const beganMs = clock.monotonicMs();
  const nowMs = () => clock.monotonicMs() - beganMs;
  const gateway = createSpawnedGateway({
    config: configOf(scenario, { cliPath: imsgPath, dbPath: chatDbPath, stateDir }),
    stateDir,
    agent,
    clock,
    speed,
    ledger,
    nowMs,
    onEntry(entry) {
      if (entry.kind === 'event') onEvent(entry);
      somethingHappened.notify();
    },
  });
  writeProgram('');

  const subscriptions = () => ledger.events.filter(({ name }) => name === 'subscribed').length;
  return {
    name: 'spawned',
    ledger,
    device,
    get nowMs() {
      return nowMs();
    },
    get wallMs() {
      return clock.wallMs();
    },
    get isRunning() {
      return gateway.isRunning;
    },
    get speed() {
      return speed.value;
    },
    journals: gateway.journals,
    schedule: (event, inMs) => void device.schedule(event, { inMs }),
    async start() {
      const before = subscriptions();
      await gateway.start();
      await somethingHappened.waitUntil(() => subscriptions() > before, START_LIMIT_MS);
    },
    stop: gateway.stop,
    crash() {
      throw new Error('Only the simulator can crash a gateway.');
    },
    setFaults: writeProgram,
    async advance(durationMs) {
      // Nobody is there who could notice how the time passes.
      if (gateway.isRunning) await sleep(clock, durationMs);
      else clock.putForward(durationMs);
    },
    async advanceUntil(isDone, limitMs) {
      const beganMs = performance.now();
      const realLeftMs = () => WITHIN_REAL_MS - (performance.now() - beganMs);
      let isMet = await somethingHappened.waitUntil(isDone, limitMs);
      while (!isMet && realLeftMs() > 0) {
        isMet = await somethingHappened.waitUntil(isDone, realLeftMs() * clock.rate);
      }
      return isMet;
    },
    whyInconclusive() {
      if (lateness.worstMs <= LATENESS_MAX_MS) return null;
      const late = durationText(Math.round(lateness.worstMs));
      return `the machine did not keep ${speed.value} times real time: it was late by ${late}; --speed sets another`;
    },
    rested() {},
    opinion: () => null,
    async close() {
      lateness.close();
      await gateway.stop();
      device.close();
      clock.close();
      remove();
    },
  };
}

/** It does not outlast this process, however that ends, but for a signal that nobody handles. */
function createTemporaryFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'imgate-scenario-'));
  const remove = () => {
    process.off('exit', remove);
    // A program that has not ended yet may still write there.
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.on('exit', remove);
  return { folder, remove };
}
