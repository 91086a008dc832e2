import type { AgentConfig } from '../config/agents/types.ts';
import { AGENT_WANTED, whyNoAgent } from '../config/keys/agents.ts';
import type { Logger } from '../ports/logger.ts';
import type { Agent } from './agent.ts';
import { AgentFailure } from './failure.ts';

const TURNS_MAX = 64;

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
