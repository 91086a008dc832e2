import type { Agent, AgentTurn } from '../../engine/agents/agent.ts';
import type { GatewayRecorder } from '../observe/gateway-recorder.ts';
import type { Node } from './node.ts';

/** What a scripted agent does with a turn. A thrown error is a failed attempt. */
export type Script = (turn: AgentTurn) => readonly string[];

export interface SimAgentOptions {
  readonly node: Node;
  readonly script: Script;
  readonly latencyMs: (turn: AgentTurn) => number;
  /** Default 4. */
  readonly turnsMax?: number;
  readonly recorder: Pick<GatewayRecorder, 'agentCalled' | 'agentAnswered' | 'agentFailed'>;
}

export function createSimAgent({ node, script, latencyMs, turnsMax = 4, recorder }: SimAgentOptions): Agent {
  return {
    name: 'script',
    turnsMax,
    run: (turn) =>
      new Promise((resolve, reject) => {
        node.effect('agent', turn.id, () => {
          recorder.agentCalled(turn);
          node.later(latencyMs(turn), () => {
            try {
              const replies = script(turn);
              recorder.agentAnswered(turn, replies);
              resolve({ replies });
            } catch (error) {
              recorder.agentFailed(turn, error);
              reject(error);
            }
          });
        });
      }),
  };
}
