// A gateway with real ports, but for the agent, which is the scenario's.

import type { Agent } from '../../../engine/agents/agent.ts';
import { parseConfig } from '../../../engine/config/load.ts';
import { composeEngine, type Engine } from '../../../engine/engine.ts';
import { type Clock, sleep } from '../../../engine/ports/clock.ts';
import type { StoreCore } from '../../../engine/store/store.ts';
import { createSystemPorts } from '../../../engine/system-ports.ts';
import { type GatewayRecorder, recordedAgent } from '../../observe/gateway-recorder.ts';
import type { ScriptedAgent } from '../agent.ts';

export interface SpawnedGatewayOptions {
  readonly config: unknown;
  readonly agent: ScriptedAgent;
  readonly clock: Clock;
  readonly recorder: GatewayRecorder;
  /** The engine has acquired its store. */
  onStore(core: StoreCore, epoch: number): void;
}

export function composeSpawnedGateway(options: SpawnedGatewayOptions): Engine {
  const { clock, recorder } = options;
  const ports = createSystemPorts({ logger: recorder.logger, clock });
  const engine = composeEngine({
    config: parseConfig(options.config, { home: '/' }).config,
    agent: recordedAgent(createAgent(options), recorder),
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
  recorder.listen(engine);
  return engine;
}

function createAgent({ agent, clock }: SpawnedGatewayOptions): Agent {
  return {
    name: 'script',
    turnsMax: 4,
    async run(turn, signal) {
      await sleep(clock, agent.latencyMs(turn), signal);
      return { replies: agent.attempt(turn) };
    },
  };
}
