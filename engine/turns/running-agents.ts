// The agents of a gateway as they run, over all accounts: who has turns of its own, and how many at once.

import type { Agent } from '../agents/agent.ts';
import { createRemovedAgent } from '../agents/missing.ts';
import type { AgentConfig } from '../config/config.ts';
import type { Logger } from '../ports/logger.ts';
import { type Capacity, createCapacity } from './capacity.ts';
import { createSessions, type Sessions } from './sessions.ts';

interface RunningAgent {
  readonly agent: Agent;
  readonly capacity: Capacity;
}

export interface RunningAgents {
  readonly defaultId: string;
  /** Those of all agents whose turns of one session exclude each other: their keys name the agent. */
  readonly sessions: Sessions;
  /** Of one that is not configured (any more), who fails at each turn. */
  of(agentId: string): RunningAgent;
  isConfigured(agentId: string): boolean;
}

/** @param agentOf Where it answers the same for several, they share how many turns run at once. */
export function createRunningAgents(
  configs: readonly [AgentConfig, ...AgentConfig[]],
  agentOf: (config: AgentConfig) => Agent,
  logger: Logger,
): RunningAgents {
  const running = new Map<Agent, RunningAgent>();
  const runningOf = (agent: Agent): RunningAgent => {
    const known = running.get(agent) ?? { agent, capacity: createCapacity(agent.turnsMax) };
    running.set(agent, known);
    return known;
  };
  const byId = new Map(configs.map((config) => [config.id, runningOf(agentOf(config))]));
  const removed = runningOf(createRemovedAgent(logger));
  return {
    defaultId: configs[0].id,
    sessions: createSessions(),
    of: (agentId) => byId.get(agentId) ?? removed,
    isConfigured: (agentId) => byId.has(agentId),
  };
}
