// Real processes: a Mac in a folder, its imsg behind real pipes, a store in SQLite, and one clock for all of
// them that runs faster than the real one. The engine runs in this process, so that it can be given an agent.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beside } from '../../../engine/cli/terminal.ts';
import { sleep } from '../../../engine/ports/clock.ts';
import { createLedger } from '../../observe/ledger.ts';
import { runCommand } from '../../sim/operator-command.ts';
import { createPosting } from '../../sim/own-posts.ts';
import { decidePairing } from '../../sim/pairing-calls.ts';
import { configOf } from '../config.ts';
import { type Driver, type DriverOptions, START_LIMIT_MS } from './driver.ts';
import { macLatenessMs, type RunningSpan } from './mac-lateness.ts';
import { createSpawnedGateway } from './spawned-gateway.ts';
import { createSpawnedMac } from './spawned-mac.ts';
import { createSpawnedTime } from './spawned-time.ts';

/** Everything in a temporary folder that is gone after `close`. */
export function createSpawnedDriver({ scenario, agent, speed, onEvent }: DriverOptions): Driver {
  const { folder, remove } = createTemporaryFolder();
  const time = createSpawnedTime(join(folder, 'clock'), speed);
  const { clock } = time;
  const { device, chatDbPath, imsgPath, writeProgram } = createSpawnedMac(folder, scenario, clock);
  const stateDir = join(folder, 'state');
  const places = { cliPath: imsgPath, dbPath: chatDbPath, stateDir };
  const config = configOf(scenario, places);
  const ledger = createLedger();
  const onEntry = (entry: (typeof ledger.entries)[number]) => {
    if (entry.kind === 'event') onEvent(entry);
    time.notify();
  };
  const gateway = createSpawnedGateway({ config, stateDir, agent, time, ledger, onEntry });
  const post = createPosting(ledger, () => time.nowMs(), gateway.engine);
  const spans: RunningSpan[] = [];
  const subscriptions = () => ledger.events.filter(({ name }) => name === 'subscribed').length;
  writeProgram('');
  return {
    name: 'spawned',
    simulated: null,
    ledger,
    device,
    nowMs: () => time.nowMs(),
    wallMs: () => clock.wallMs(),
    isRunning: () => gateway.isRunning(),
    speed: () => time.speed(),
    journals: gateway.journals,
    hasForgotten: () => false,
    schedule: (event, inMs) => void device.schedule(event, { inMs }),
    async start() {
      const before = subscriptions();
      await gateway.start();
      await time.waitPatiently(() => subscriptions() > before, START_LIMIT_MS);
      spans.push({ fromMs: clock.wallMs(), toMs: null });
    },
    async stop() {
      const last = spans.pop();
      if (last) spans.push({ ...last, toMs: clock.wallMs() });
      await gateway.stop();
    },
    crash() {
      throw new Error('Only the simulator can crash a gateway.');
    },
    setFaults: writeProgram,
    writeConfig(written) {
      const { isRemote } = scenario;
      gateway.writeConfig(
        typeof written === 'string' ? written : configOf({ config: written, isRemote }, places),
      );
    },
    async advance(durationMs) {
      // Nobody is there who could notice how the time passes.
      if (gateway.isRunning()) await sleep(clock, durationMs);
      else clock.putForward(durationMs);
    },
    advanceUntil: time.waitPatiently,
    decidePairing(decision, onAnswer) {
      const running = gateway.engine();
      void decidePairing(decision, running, ledger, () => time.nowMs()).then(onAnswer);
    },
    post: (given, onAnswer) => heard(onAnswer, (told) => post(given, told)),
    runCommand: (args, onEnd) =>
      heard(onEnd, (told) => void runCommand(args, { config, ...beside(clock) }, told)),
    whyInconclusive: () => time.whyInconclusive(macLatenessMs(device, spans, clock.wallMs())),
    rested() {},
    recomputed: () => [],
    opinion: () => null,
    history: () => null,
    async close() {
      await gateway.stop();
      device.close();
      time.close();
      remove();
    },
  };
}

/** Resolves once whoever waits for an answer was told it. */
function heard<Answer>(
  tell: (answer: Answer) => void,
  ask: (told: (answer: Answer) => void) => void,
): Promise<void> {
  return new Promise((resolve) => {
    ask((answer) => {
      tell(answer);
      resolve();
    });
  });
}

/** It does not outlast this process, however that ends, but for a signal that nobody handles. */
function createTemporaryFolder(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'imgate-scenario-'));
  const remove = () => {
    process.off('exit', remove);
    // A program that has not ended yet may still write there, on a busy machine for seconds.
    rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
  };
  process.on('exit', remove);
  return { folder, remove };
}
