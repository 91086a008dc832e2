import type { Agent, AgentTurn, AgentVoice } from '../../engine/agents/agent.ts';
import type { GatewayRecorder } from '../observe/gateway-recorder.ts';
import { type Conduct, createSessions, type Ending, settle } from './conduct.ts';
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
  readonly recorder: Pick<GatewayRecorder, 'agentCalled' | 'agentSpoke' | 'agentAnswered' | 'agentFailed'>;
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
    session: keepsSession ? 'exclusive' : 'none',
    run(turn, voice) {
      let conducted: Conduct | null = null;
      node.effect('agent', turn.id, () => {
        recorder.agentCalled(turn);
        const isFree = !keepsSession || sessions.begin(turn);
        conducted = isFree ? conduct(turn) : { is: 'rejection', value: new Error(BUSY) };
        const isLong = conducted.is === 'silence' || conducted.is === 'pieces';
        if (isFree && !isLong) node.later(latencyMs(turn), () => sessions.end(turn));
      });
      const outcome = conducted as Conduct | null;
      if (outcome?.is === 'exception') {
        recorder.agentFailed(turn, outcome.value);
        throw outcome.value;
      }
      return new Promise((resolve, reject) => {
        if (outcome === null || outcome.is === 'silence') return;
        const end = (how: Ending) => settle(turn, how, recorder, { resolve, reject });
        if (outcome.is !== 'pieces') return node.later(latencyMs(turn), () => end(outcome));
        say(options, turn, voice, outcome.pieces, (failure) => {
          sessions.end(turn);
          end(failure ?? outcome.end);
        });
      });
    },
  };
}

/** Says pieces one after the other, and calls back a latency after the last; with a failure where one was refused. */
function say(
  options: SimAgentOptions,
  turn: AgentTurn,
  voice: AgentVoice,
  [piece, ...rest]: readonly string[],
  done: (failure: Ending | null) => void,
): void {
  const { node, latencyMs, recorder } = options;
  const speak = () => {
    recorder.agentSpoke(turn, piece!, 'said');
    const taken = () => {
      recorder.agentSpoke(turn, piece!, 'taken');
      say(options, turn, voice, rest, done);
    };
    voice.reply(piece!).then(taken, (value) => done({ is: 'rejection', value }));
  };
  node.later(latencyMs(turn), () => {
    if (piece === undefined) done(null);
    else node.effect('agent', `${turn.id} says a piece`, speak);
  });
}

const BUSY = 'the session of the agent is busy with another turn';
