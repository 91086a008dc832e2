import type { AgentConfig } from '../config/config.ts';
import type { Clock } from '../ports/clock.ts';
import type { Agent } from './agent.ts';
import { createCommandAgent } from './command.ts';
import { createEchoAgent } from './echo.ts';

/** The agent that a configuration entry describes. */
export function createAgent(config: AgentConfig, clock: Clock): Agent {
  if (config.type === 'echo') return createEchoAgent();
  const { command: argv, timeoutMs, turnsMax } = config;
  return createCommandAgent({ argv: argv as readonly [string, ...string[]], timeoutMs, turnsMax, clock });
}
