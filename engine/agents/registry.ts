import type { AgentConfig, AgentConfigOf } from '../config/agents/types.ts';
import type { EnginePorts } from '../engine-ports.ts';
import type { Agent } from './agent.ts';
import { createCommandAgent } from './command.ts';
import { createEchoAgent } from './echo.ts';
import { createMissingAgent } from './missing.ts';

/** What adapters ask of their world. */
type AgentPorts = Pick<EnginePorts, 'clock' | 'logger'>;

/** How each type of agent is made of its configuration; the types and their keys are in `config/agents/`. */
const AGENTS: {
  readonly [Type in AgentConfig['type']]: (config: AgentConfigOf<Type>, ports: AgentPorts) => Agent;
} = {
  echo: createEchoAgent,
  command: ({ command: argv, timeoutMs, turnsMax, env }, { clock, logger }) =>
    createCommandAgent({ argv, timeoutMs, turnsMax, envOnly: env?.only, clock, logger }),
  acp: (config, { logger }) => createMissingAgent(config, logger),
  none: (config, { logger }) => createMissingAgent(config, logger),
};

/** The agent that a configuration entry describes. */
export function createAgent(config: AgentConfig, ports: AgentPorts): Agent {
  // That the two belong together is what the table says; the compiler loses it where both are looked up.
  const create = AGENTS[config.type] as (config: AgentConfig, ports: AgentPorts) => Agent;
  return create(config, ports);
}
