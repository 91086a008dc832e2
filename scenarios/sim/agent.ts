import type {
  ActionOutcome,
  Agent,
  AgentAction,
  AgentDecision,
  AgentMessage,
  AgentQuestion,
  AgentTurn,
  AgentVoice,
} from '../../engine/agents/agent.ts';
import type { EngineError } from '../../engine/errors.ts';
import type { GatewayRecorder } from '../observe/gateway-recorder.ts';
import { type Conduct, createSessions, type Ending, type Piece, settle } from './conduct.ts';
import type { Node } from './node.ts';

/** What a scripted agent says to a turn. A thrown error is a failed attempt. */
export type Script = (turn: AgentTurn) => readonly AgentMessage[];

/** How many turns it has at once, whichever conversations they are of. */
export const TURNS_MAX = 4;

export interface SimAgentOptions {
  readonly node: Node;
  /** What it does with each call, asked for when its latency has passed, or at once for an exception. */
  conduct(turn: AgentTurn): Conduct;
  /** Whether it can do only one turn of a session at a time, and rejects a second one. Default false. */
  readonly keepsSession?: boolean;
  /** Called with each turn that it is handed. */
  onRun?(turn: AgentTurn, voice: AgentVoice): void;
  readonly latencyMs: (turn: AgentTurn) => number;
  readonly recorder: Pick<
    GatewayRecorder,
    'agentCalled' | 'agentSpoke' | 'agentActed' | 'agentAsked' | 'agentAnswered' | 'agentFailed'
  >;
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
  const { node, conduct, keepsSession = false, latencyMs, recorder } = options;
  const sessions = createSessions();
  return {
    name: 'script',
    turnsMax: TURNS_MAX,
    session: keepsSession ? 'exclusive' : 'none',
    run(turn, voice) {
      let conducted: Conduct | null = null;
      node.effect('agent', turn.id, () => {
        recorder.agentCalled(turn);
        options.onRun?.(turn, voice);
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

/** Does one piece after the other, and calls back a latency after the last; with a failure where a text was refused. */
function say(
  options: SimAgentOptions,
  turn: AgentTurn,
  voice: AgentVoice,
  [piece, ...rest]: readonly Piece[],
  done: (failure: Ending | null) => void,
): void {
  const { node, latencyMs, recorder } = options;
  const next = () => say(options, turn, voice, rest, done);
  const speak = (text: string) => {
    recorder.agentSpoke(turn, text, 'said');
    const taken = () => {
      recorder.agentSpoke(turn, text, 'taken');
      next();
    };
    voice.reply(text).then(taken, (value) => done({ is: 'rejection', value }));
  };
  const write = (text: string) => {
    recorder.agentSpoke(turn, text, 'written');
    voice.write(text).then(next, (value) => done({ is: 'rejection', value }));
  };
  const act = (action: AgentAction) => {
    recorder.agentActed(turn, action, null);
    const acted = (end: ActionOutcome | EngineError) => {
      recorder.agentActed(turn, action, end);
      next();
    };
    voice.act(action).then(acted, acted);
  };
  const ask = (question: AgentQuestion) => {
    recorder.agentAsked(turn, question, null);
    const told = (end: AgentDecision | EngineError) => {
      recorder.agentAsked(turn, question, end);
      next();
    };
    voice.ask(question).then(told, told);
  };
  node.later(latencyMs(turn), () => {
    if (piece === undefined) done(null);
    else if (typeof piece === 'object' && 'waits' in piece) node.later(piece.waits, next);
    else if (typeof piece === 'object' && 'writes' in piece)
      node.effect('agent', `${turn.id} writes`, () => write(piece.writes));
    else if (typeof piece === 'string') node.effect('agent', `${turn.id} says a piece`, () => speak(piece));
    else if ('text' in piece) node.effect('agent', `${turn.id} asks`, () => ask(piece));
    else node.effect('agent', `${turn.id} does ${piece.name}`, () => act(piece));
  });
}

const BUSY = 'the session of the agent is busy with another turn';
