import JSON5 from 'json5';
import { environmentFacts } from '../../../fake-imsg/environments.ts';
import { besideGateway } from '../../sim/beside-gateway.ts';
import { createInstallation, type Installation } from '../../sim/installation.ts';
import { runCommand } from '../../sim/operator-command.ts';
import { readerOf } from '../../sim/statements.ts';
import { WORLD_START_MS } from '../../sim/world.ts';
import { worldConfig } from '../../sim/world-config.ts';
import { accountsOf } from '../accounts.ts';
import { configOf } from '../config.ts';
import type { Scenario } from '../scenario.ts';
import { type Driver, type DriverOptions, START_LIMIT_MS } from './driver.ts';
import { simulatedIn } from './simulated.ts';

const PLACES = { cliPath: 'imsg', dbPath: '/sim/chat.db', stateDir: '/sim/state' };

/** Everything in one process and in simulated time: hours take milliseconds, and a seed decides the rest. */
export function createSimDriver({ scenario, agent, seed, onEvent }: DriverOptions): Driver {
  let config = configOf(scenario, PLACES);
  let accounts = accountsOf(worldConfig(config));
  let faults = '';
  let running = false;
  const installation = createInstallation({
    seed,
    keepsTrace: false,
    config,
    ...conductOf(agent),
    facts: environmentFacts(scenario.environment),
    ...(scenario.owner !== undefined && { ownerHandle: scenario.owner }),
    childEnv: () => childEnvOf(scenario, faults),
    onEvent,
  });
  const { world, device, ledger, peer, storeFile } = installation;
  witnessEnvironment(installation, scenario);
  // The checkers have the file open before it can be moved away.
  readerOf(device);

  return {
    name: 'sim',
    simulated: simulatedIn(installation),
    speed: () => null,
    ledger,
    device,
    nowMs: () => world.nowMs(),
    wallMs: () => WORLD_START_MS + world.nowMs(),
    isRunning: () => running,
    journals: () =>
      accounts.flatMap(({ accountId, locator }) => installation.journal(locator, accountId) ?? []),
    schedule: (event, inMs) => void device.schedule(event, { inMs }),
    async start({ config: next, waits = true, beside, takeOver } = {}) {
      if (next) {
        config = configOf({ config: next, isRemote: scenario.isRemote }, PLACES);
        accounts = accountsOf(worldConfig(config));
      }
      const before = installation.events('subscribed').length;
      installation.start({
        config,
        ...(beside && { beside }),
        ...(takeOver === false && { takesOver: false }),
        onBegun() {
          running = true;
        },
      });
      if (!waits) return;
      await world.advanceUntil(() => installation.events('subscribed').length > before, START_LIMIT_MS);
    },
    async stop() {
      running = false;
      await installation.stop();
    },
    crash() {
      running = false;
      installation.gateway()?.node.die('the scenario crashes it');
    },
    setFaults(text) {
      faults = text;
      witnessFaults(installation, text);
    },
    writeConfig: (written) => installation.configFiles.put(config, fileText(scenario, written)),
    advance: world.advance,
    decidePairing: installation.decidePairing,
    post: async (given, onAnswer) => installation.post(given, onAnswer),
    runCommand: (args, onEnd) => runCommand(args, { config, ...besideGateway(installation) }, onEnd),
    advanceUntil: world.advanceUntil,
    whyInconclusive: () => null,
    recomputed: () => installation.recomputing.violations,
    rested: () => installation.witness.rested(WORLD_START_MS + world.nowMs()),
    hasForgotten: () => storeFile.hasForgotten(),
    // What a script says is nothing that happened on the Mac, and who forgot what was done does it again.
    opinion: () => (peer.wasScripted() || storeFile.hasForgotten() ? null : installation.opinion()),
    history: () => installation.witness.history(WORLD_START_MS + world.nowMs()),
    async close() {
      installation.gateway()?.node.die('the run is over');
      device.close();
    },
  };
}

function fileText({ isRemote }: Scenario, written: string | Scenario['config']): string {
  if (typeof written === 'string') return written;
  return JSON5.stringify(configOf({ config: written, isRemote }, PLACES));
}

function conductOf({ conduct, keepsSession, latencyMs: agentLatencyMs }: DriverOptions['agent']) {
  return { conduct, keepsSession, agentLatencyMs };
}

function childEnvOf({ build }: Scenario, faults: string) {
  return {
    ...(build !== undefined && { FAKE_IMSG_BUILD: build }),
    ...(faults !== '' && { FAKE_IMSG_FAULTS: faults }),
  };
}

/** Children that suffer from it live on when it is over. */
function witnessFaults({ witness, world }: Installation, faults: string): void {
  const fromMs = WORLD_START_MS + world.nowMs();
  if (faults !== '') witness.disturbed({ what: faults, of: 'all', fromMs, toMs: null });
}

/** What a Mac does not permit excuses what is missing. */
function witnessEnvironment({ witness }: Installation, { environment = 'basic' }: Scenario): void {
  if (environment === 'basic' || environment === 'bridge') return;
  const of = environmentFacts(environment).fullDiskAccess ? 'sending' : 'all';
  witness.disturbed({ what: `environment ${environment}`, of, fromMs: WORLD_START_MS, toMs: null });
}
