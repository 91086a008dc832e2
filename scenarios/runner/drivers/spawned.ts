// Real processes: a Mac in a folder, its imsg behind real pipes, a store in SQLite, and one clock for all of
// them that runs faster than the real one. The engine runs in this process, so that it can be given an agent.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../../../engine/engine.ts';
import { sleep } from '../../../engine/ports/clock.ts';
import { openSqliteCore } from '../../../engine/store/sqlite/core.ts';
import type { StoreCore } from '../../../engine/store/store.ts';
import { STORE_FILE } from '../../../engine/system-ports.ts';
import { createGatewayRecorder } from '../../observe/gateway-recorder.ts';
import { createLedger } from '../../observe/ledger.ts';
import { readJournal } from '../../sim/inspect.ts';
import { accountsOf } from '../accounts.ts';
import { configOf } from '../config.ts';
import { createBell } from './bell.ts';
import { type Driver, type DriverOptions, START_LIMIT_MS } from './driver.ts';
import { createFastClock, SPAWNED_RATE } from './fast-clock.ts';
import { composeSpawnedGateway } from './spawned-gateway.ts';
import { createSpawnedMac } from './spawned-mac.ts';

/** Everything in a temporary folder that is gone after `close`. */
export function createSpawnedDriver({ scenario, agent, onEvent }: DriverOptions): Driver {
  const folder = mkdtempSync(join(tmpdir(), 'imgate-scenario-'));
  const clock = createFastClock();
  const mac = createSpawnedMac(folder, scenario, clock);
  const { device, chatDbPath, imsgPath } = mac;
  const stateDir = join(folder, 'state');
  const config = configOf(scenario, { cliPath: imsgPath, dbPath: chatDbPath, stateDir });
  const accounts = accountsOf(config, '/');
  const ledger = createLedger();
  const bell = createBell(clock);
  const beganMs = clock.monotonicMs();
  const nowMs = () => clock.monotonicMs() - beganMs;
  let faults = '';
  let starts = 0;
  let engine: Engine | null = null;
  let core: StoreCore | null = null;
  let epoch = 0;

  const subscriptions = () => ledger.events.filter(({ name }) => name === 'subscribed').length;
  const stop = async () => {
    const running = engine;
    await running?.stop();
    engine = null;
    core = null;
  };

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
      return engine !== null;
    },
    journals() {
      if (starts === 0) return [];
      const open = core ?? openSqliteCore(join(stateDir, STORE_FILE));
      const journals = accounts.flatMap(
        ({ accountId, locator }) => readJournal(open, epoch, locator, accountId) ?? [],
      );
      if (open !== core) open.close();
      return journals;
    },
    schedule: (event, inMs) => void device.schedule(event, { inMs }),
    async start() {
      starts += 1;
      mac.writeProgram(faults);
      const before = subscriptions();
      const recorder = createGatewayRecorder({
        ledger,
        incarnation: starts,
        nowMs,
        onEntry(entry) {
          if (entry.kind === 'event') onEvent(entry);
          bell.ring();
        },
      });
      engine = composeSpawnedGateway({
        config,
        agent,
        clock,
        recorder,
        onStore(acquired, itsEpoch) {
          core = acquired;
          epoch = itsEpoch;
        },
      });
      await engine.start();
      // Programs start in real time, however fast the clock runs.
      await bell.until(() => subscriptions() > before, START_LIMIT_MS * SPAWNED_RATE);
    },
    stop,
    crash() {
      throw new Error('Only the simulator can crash a gateway.');
    },
    setFaults(text) {
      faults = text;
      mac.writeProgram(faults);
    },
    async advance(durationMs) {
      // Nobody is there who could notice how the time passes.
      if (engine === null) clock.putForward(durationMs);
      else await sleep(clock, durationMs);
    },
    advanceUntil: bell.until,
    async close() {
      await stop();
      device.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
