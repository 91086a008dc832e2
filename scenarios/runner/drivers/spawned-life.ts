// One life of a gateway with real ports, but for the agent, which is the scenario's.

import type { Agent } from '../../../engine/agents/agent.ts';
import { parseConfig } from '../../../engine/config/load.ts';
import { composeEngine, type Engine } from '../../../engine/engine.ts';
import { type Clock, sleep } from '../../../engine/ports/clock.ts';
import type { Logger } from '../../../engine/ports/logger.ts';
import type { StoreCore } from '../../../engine/store/store.ts';
import { createSystemPorts } from '../../../engine/system-ports.ts';
import { type AnyRecordedEvent, EVENT_NAMES, type Ledger } from '../../sim/gateway.ts';
import type { ScriptedAgent } from '../agent.ts';

export interface SpawnedLifeOptions {
  readonly config: unknown;
  readonly agent: ScriptedAgent;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly life: number;
  /** Since the beginning of the run. */
  nowMs(): number;
  /** Called after each thing that was written to the ledger; with the event, where it is one. */
  onChange(event: AnyRecordedEvent | null): void;
  /** The engine has acquired its store. */
  onStore(core: StoreCore, epoch: number): void;
}

export function composeSpawnedLife(options: SpawnedLifeOptions): Engine {
  const { clock, ledger, life, nowMs } = options;
  const ports = createSystemPorts({ logger: createListLogger(options), clock });
  const engine = composeEngine({
    config: parseConfig(options.config, { home: '/' }).config,
    agent: createAgent(options),
    ports: {
      ...ports,
      openStore(stateDir) {
        const core = ports.openStore(stateDir);
        return {
          ...core,
          acquire(owner) {
            const epoch = core.acquire(owner);
            options.onStore(core, epoch);
            return epoch;
          },
        };
      },
    },
  });
  for (const name of EVENT_NAMES) {
    engine.on(name, (event) => {
      const recorded = { life, atMs: nowMs(), name, event } as AnyRecordedEvent;
      ledger.events.push(recorded);
      options.onChange(recorded);
    });
  }
  return engine;
}

function createAgent({ agent, clock, ledger, onChange }: SpawnedLifeOptions): Agent {
  return {
    name: 'script',
    turnsMax: 4,
    async run(turn, signal) {
      ledger.runs.push(turn);
      onChange(null);
      await sleep(clock, agent.latencyMs(turn), signal);
      return { replies: agent.attempt(turn) };
    },
  };
}

function createListLogger({ ledger, life, nowMs, onChange }: SpawnedLifeOptions): Logger {
  const write = (level: string) => (message: string) => {
    ledger.log.push({ life, atMs: nowMs(), level, message });
    onChange(null);
  };
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') };
}
