import type { AgentConfig } from '../config/agents/types.ts';
import { AGENT_WANTED, whyNoAgent } from '../config/keys/agents.ts';
import { clean } from '../log-text.ts';
import type { Logger } from '../ports/logger.ts';
import type { Agent } from './agent.ts';
import { AgentFailure } from './failure.ts';

const TURNS_MAX = 64;
/** Of ids, as they may stand in a store. */
const ID_LENGTH_MAX = 64;
/** Agents that are not configured any more and have been told of. */
const TOLD_MAX = 100;

/** Stands where no agent is that could be run: its turns fail at once, and can be redone (ruling-44). */
export function createMissingAgent(config: AgentConfig, logger: Logger): Agent {
  const why = whyNoAgent(config) ?? '';
  let isTold = false;
  return {
    name: config.type,
    turnsMax: TURNS_MAX,
    session: 'none',
    async run() {
      if (!isTold) {
        isTold = true;
        logger.error(`imessage: ${why}: messages are kept, and nobody answers them.`);
        logger.error(`imessage: ${AGENT_WANTED}`);
      }
      throw new AgentFailure('agent_missing', why);
    },
  };
}

const REMOVED_REMEDY =
  'imgate turns redo --reason agent_missing gives them to the agents that their conversations have now; put it back into ' +
  'agents.list first if it is to answer them.';

/** Stands for agents whose turns waited when they were taken out of the configuration. */
export function createRemovedAgent(logger: Logger): Agent {
  const told = new Set<string>();
  return {
    name: 'removed',
    turnsMax: TURNS_MAX,
    session: 'none',
    async run({ agentId }) {
      const why = `agent "${clean(agentId, ID_LENGTH_MAX)}" is not in agents.list`;
      if (!told.has(agentId) && told.size < TOLD_MAX) {
        told.add(agentId);
        logger.error(`imessage: ${why}, and messages wait for it: they are kept, and nobody answers them.`);
        logger.error(`imessage: ${REMOVED_REMEDY}`);
      }
      throw new AgentFailure('agent_missing', why);
    },
  };
}
