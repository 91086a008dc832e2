// What agents do, also those that keep to nothing that was agreed with them.

import type { AgentAction, AgentAnswer, AgentQuestion, AgentTurn } from '../../engine/agents/agent.ts';
import type { GatewayRecorder } from '../observe/gateway-recorder.ts';

/** What an agent does with one call. All but an exception comes when its latency has passed. */
export type Conduct =
  /** It resolves with that, which need not be an answer. */
  | { readonly is: 'answer'; readonly value: unknown }
  | { readonly is: 'rejection'; readonly value: unknown }
  /** It throws before there is a promise. */
  | { readonly is: 'exception'; readonly value: unknown }
  /** It never settles. */
  | { readonly is: 'silence' }
  /** It does these one after the other, each when its latency has passed since the one before was taken, and then settles. */
  | {
      readonly is: 'pieces';
      /** A text is said, a question asked, an action done; what comes of that changes nothing of what it does next. */
      readonly pieces: readonly Piece[];
      readonly end: Ending;
    };

export type Piece =
  | string
  | AgentAction
  | AgentQuestion
  /** A stretch of the answer, which it is still writing. */
  | { readonly writes: string }
  /** Nothing, for so many milliseconds. */
  | { readonly waits: number };

export type Ending = Extract<Conduct, { is: 'answer' | 'rejection' }>;

/** Settles one call as it was conducted, and has it written down. */
export function settle(
  turn: AgentTurn,
  conduct: Ending,
  recorder: Pick<GatewayRecorder, 'agentAnswered' | 'agentFailed'>,
  { resolve, reject }: { resolve(answer: AgentAnswer): void; reject(reason: unknown): void },
): void {
  if (conduct.is === 'rejection') {
    recorder.agentFailed(turn, conduct.value);
    reject(conduct.value);
    return;
  }
  const { value } = conduct;
  if (isAnswer(value)) recorder.agentAnswered(turn, value.replies);
  else recorder.agentFailed(turn, 'it answered with what is no list of texts');
  resolve(value as AgentAnswer);
}

function isAnswer(value: unknown): value is AgentAnswer {
  const { replies } = (value ?? {}) as { replies?: unknown };
  return Array.isArray(replies) && replies.every(isMessage);
}

function isMessage(reply: unknown): boolean {
  if (typeof reply !== 'object' || reply === null) return typeof reply === 'string';
  const { text, buffer, path } = reply as Readonly<Record<string, unknown>>;
  return typeof (text ?? buffer ?? path) === 'string';
}

/** Sessions in which a turn is under way, for agents that can do one at a time in each. */
export interface Sessions {
  /** False = another turn is under way in its session. */
  begin(turn: AgentTurn): boolean;
  end(turn: AgentTurn): void;
}

export function createSessions(): Sessions {
  const busy = new Set<string>();
  return {
    begin({ sessionKey }) {
      if (busy.has(sessionKey)) return false;
      busy.add(sessionKey);
      return true;
    },
    end: ({ sessionKey }) => void busy.delete(sessionKey),
  };
}
