import type { Agent, AgentTurn } from '../../engine/agents/agent.ts';
import type { GatewayRecorder } from '../observe/gateway-recorder.ts';
import { type Conduct, createSessions, settle } from './conduct.ts';
import type { Node } from './node.ts';

/** What a scripted agent says to a turn. A thrown error is a failed attempt. */
export type Script = (turn: AgentTurn) => readonly string[];

export interface SimAgentOptions {
  readonly node: Node;
  /** What it does with each call, asked for when its latency has passed, or at once for an exception. */
  conduct(turn: AgentTurn): Conduct;
  /** Whether it can do only one turn of a session at a time, and rejects a second one. Default false. */
  readonly keepsSession?: boolean;
  readonly latencyMs: (turn: AgentTurn) => number;
  /** Default 4. */
  readonly turnsMax?: number;
  readonly recorder: Pick<GatewayRecorder, 'agentCalled' | 'agentAnswered' | 'agentFailed'>;
}

/** How an agent behaves that says what its script has, and fails where that throws. */
export const scripted =
  (script: Script) =>
  (turn: AgentTurn): Conduct => {
    try {
      return { is: 'answer', value: { replies: script(turn) } };
    } catch (value) {
      return { is: 'rejection', value };
    }
  };

export function createSimAgent(options: SimAgentOptions): Agent {
  const { node, conduct, keepsSession = false, latencyMs, turnsMax = 4, recorder } = options;
  const sessions = createSessions();
  return {
    name: 'script',
    turnsMax,
    run(turn) {
      let conducted: Conduct | null = null;
      node.effect('agent', turn.id, () => {
        recorder.agentCalled(turn);
        const isFree = !keepsSession || sessions.begin(turn);
        conducted = isFree ? conduct(turn) : { is: 'rejection', value: new Error(BUSY) };
        if (isFree && conducted.is !== 'silence') node.later(latencyMs(turn), () => sessions.end(turn));
      });
      const outcome = conducted as Conduct | null;
      if (outcome?.is === 'exception') {
        recorder.agentFailed(turn, outcome.value);
        throw outcome.value;
      }
      return new Promise((resolve, reject) => {
        if (outcome === null || outcome.is === 'silence') return;
        node.later(latencyMs(turn), () => settle(turn, outcome, recorder, { resolve, reject }));
      });
    },
  };
}

const BUSY = 'the session of the agent is busy with another turn';
