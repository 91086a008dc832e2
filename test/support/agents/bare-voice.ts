import type { AgentVoice } from '../../../engine/agents/agent.ts';

/** A voice for agents that are called by themselves: nobody listens to it. */
export function bareVoice(signal: AbortSignal = new AbortController().signal): AgentVoice {
  return {
    signal,
    reply: async () => {},
    write: async () => {},
    actions: () => [],
    act: async () => ({ state: 'sent', guid: null, reason: '' }),
    ask: async () => ({ outcome: 'not_enabled' }),
    progress() {},
  };
}
