// One turn while it is with the agent, and how that is cut short.

import type { Agent, AgentMessage } from '../agents/agent.ts';
import { AgentFailure, agentFailure } from '../agents/failure.ts';
import type { Clock } from '../ports/clock.ts';
import { agentTurn } from './agent-turn.ts';
import type { PreparedTurn } from './prepare.ts';
import type { Answer, Reply } from './reply.ts';
import { createVoice } from './voice.ts';

interface RunOptions {
  readonly clock: Clock;
  readonly reply: Reply;
  progress(note: string): void;
  /** The first piece of the answer is durable. */
  onReplying(): void;
}

/** The answer, or why there is none; null = nobody hears the agent any more, which may still be at it. */
type Outcome = Answer | AgentFailure | null;

export interface Run {
  readonly reply: Reply;
  /** Aborts when it is cut short. */
  readonly signal: AbortSignal;
  /** What comes of some work, which does not begin in a run that is cut short already; null = it was cut short. */
  unlessCut<Result>(work: () => Promise<Result>): Promise<Result | null>;
  /** Hands the turn over once. */
  ask(agent: Agent, turn: PreparedTurn): Promise<Outcome>;
  /** Ends the voice of that call. Resolves when what was said with it is settled; null = it is. */
  hush(): Promise<void> | null;
  cut(): void;
  /** Resolves when the last call has settled, however late. */
  agentsEnd(): Promise<unknown>;
}

export function createRun({ clock, reply, progress, onReplying }: RunOptions): Run {
  const cutting = new AbortController();
  const { signal } = cutting;
  let call: Promise<unknown> = Promise.resolve();
  let hush: Run['hush'] = () => null;
  let giveUp = () => {};

  return {
    reply,
    signal,
    unlessCut: (work) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) return resolve(null);
        giveUp = () => resolve(null);
        work().then(resolve, reject);
      }),
    ask: (agent, turn) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve(null);
        giveUp = () => resolve(null);
        reply.given(turn);
        const fail = (thrown: unknown) => resolve(agentFailure(thrown));
        const { voice, close, rest } = createVoice({ signal, clock, reply, progress, onReplying });
        hush = close;
        const succeed = async (answer: unknown) => {
          await close();
          resolve(await reply.prepare(messagesOf(answer), rest()));
        };
        try {
          const answer = Promise.resolve(agent.run(agentTurn(turn), voice));
          call = answer.then(succeed).catch(fail);
        } catch (thrown) {
          fail(thrown);
        }
      }),
    hush: () => hush(),
    cut() {
      // A reason of its own spares the error that would be made as the default.
      cutting.abort('the turn is over');
      giveUp();
    },
    agentsEnd: () => call,
  };
}

/** An answer comes from a program that may keep to nothing; a string is no list of its characters. */
function messagesOf(answer: unknown): readonly AgentMessage[] {
  const { replies } = (answer ?? {}) as { readonly replies?: unknown };
  const messages = Array.isArray(replies) ? [...replies] : null;
  if (messages?.every(isMessage)) return messages;
  throw new AgentFailure('agent_answer_unusable');
}

/** What else is in it is for whoever sends it. */
function isMessage(reply: unknown): reply is AgentMessage {
  const { text = reply, buffer, path } = Object(reply) as Readonly<Record<string, unknown>>;
  return [text, buffer, path].some((given) => typeof given === 'string');
}
