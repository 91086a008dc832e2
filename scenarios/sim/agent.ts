import type { Agent, AgentTurn } from '../../engine/agents/agent.ts';
import type { Node } from './node.ts';

/** What a scripted agent does with a turn. A thrown error is a failed attempt. */
export type Script = (turn: AgentTurn) => readonly string[];

export interface SimAgentOptions {
  readonly node: Node;
  readonly script: Script;
  readonly latencyMs: (turn: AgentTurn) => number;
  /** Default 4. */
  readonly turnsMax?: number;
  /** Called for every turn handed over, repeats after a crash included. */
  onRun?(turn: AgentTurn): void;
}

export function createSimAgent({ node, script, latencyMs, turnsMax = 4, onRun }: SimAgentOptions): Agent {
  return {
    name: 'script',
    turnsMax,
    run: (turn) =>
      new Promise((resolve, reject) => {
        node.effect('agent', turn.id, () => {
          onRun?.(turn);
          node.later(latencyMs(turn), () => {
            try {
              resolve({ replies: script(turn) });
            } catch (error) {
              reject(error);
            }
          });
        });
      }),
  };
}
