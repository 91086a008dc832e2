import type { AgentAction, AgentVoice } from '../agents/agent.ts';
import { EngineError } from '../errors.ts';
import { clean } from '../log-text.ts';
import type { Piece, Reply } from './reply.ts';

/** Pieces of one turn that may wait for their commit: an agent that awaits each has one. */
export const PIECES_WAITING_MAX = 64;
const NOTE_CHARS_MAX = 1_000;

interface VoiceOptions {
  /** Aborts when nobody hears the agent any more. */
  readonly signal: AbortSignal;
  readonly reply: Pick<Reply, 'hasBegun' | 'knows' | 'add'>;
  progress(note: string): void;
  /** The first piece of the answer is durable. */
  onReplying(): void;
}

interface OwnedVoice {
  readonly voice: AgentVoice;
  /** Lets nothing more be said. Resolves when it is settled what became of what was said before; null = it is. */
  close(): Promise<void> | null;
}

/** The voice of one call of the agent. Pieces are committed one after the other, in the order in which they were said. */
export function createVoice({ signal, reply, progress, onReplying }: VoiceOptions): OwnedVoice {
  let isClosed = false;
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  const isOver = () => isClosed || signal.aborted;
  const commit = async (piece: Piece) => {
    const isFirst = !reply.hasBegun();
    if (signal.aborted || !(await reply.add(piece))) throw new EngineError('turn_over');
    if (isFirst && reply.hasBegun()) onReplying();
  };
  const say = (piece: Piece): Promise<void> => {
    if (isOver()) return refused(new EngineError('turn_over'));
    if (waiting === PIECES_WAITING_MAX) return refused(new EngineError('voice_busy'));
    waiting += 1;
    const said = last
      .then(() => commit(piece))
      .finally(() => {
        waiting -= 1;
      });
    last = said.catch(() => {});
    return said;
  };

  return {
    voice: {
      signal,
      reply: (text) =>
        typeof text === 'string'
          ? say({ kind: 'text', content: text })
          : refused(new TypeError('A reply is a text.')),
      act(action) {
        const piece = { kind: 'action', content: action };
        return isOver() || reply.knows(piece.kind) ? say(piece) : refused(unknownAction(action));
      },
      ask: () =>
        isOver() ? refused(new EngineError('turn_over')) : Promise.resolve({ outcome: 'not_enabled' }),
      progress(note) {
        if (!isOver()) progress(String(note).slice(0, NOTE_CHARS_MAX));
      },
    },
    close() {
      isClosed = true;
      return waiting === 0 ? null : last.then(() => {});
    },
  };
}

function unknownAction({ name }: AgentAction): EngineError {
  return new EngineError('action_unknown', { message: `There is no action "${clean(String(name), 40)}".` });
}

/** An agent need not look at what became of a piece: a rejection that nobody awaits is no fault of the process. */
function refused(error: Error): Promise<never> {
  const rejection = Promise.reject(error);
  rejection.catch(() => {});
  return rejection;
}
