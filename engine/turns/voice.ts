import type {
  ActionOutcome,
  AgentAction,
  AgentDecision,
  AgentQuestion,
  AgentVoice,
} from '../agents/agent.ts';
import { EngineError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Before, Reply } from './reply.ts';
import { createStream } from './stream.ts';

/** Pieces of one turn that may wait for their commit: an agent that awaits each has one. */
export const PIECES_WAITING_MAX = 64;
const NOTE_CHARS_MAX = 1_000;

interface VoiceOptions {
  /** Aborts when nobody hears the agent any more. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly reply: Pick<
    Reply,
    'hasBegun' | 'add' | 'actions' | 'act' | 'ask' | 'cutting' | 'heldFrom' | 'addWritten'
  >;
  progress(note: string): void;
  /** The first piece of the answer is durable. */
  onReplying(): void;
}

interface OwnedVoice {
  readonly voice: AgentVoice;
  /** Lets nothing more be said. Resolves when it is settled what became of what was said before; null = it is. */
  close(): Promise<void> | null;
  /** What was written and not said. */
  rest(): string;
}

/** The voice of one call of the agent. Pieces are committed one after the other, in the order in which they were said. */
export function createVoice({ signal, clock, reply, progress, onReplying }: VoiceOptions): OwnedVoice {
  let isClosed = false;
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  const isOver = () => isClosed || signal.aborted;
  let isReplying = reply.hasBegun();
  const tellReplying = () => {
    if (isReplying || !reply.hasBegun()) return;
    isReplying = true;
    onReplying();
  };
  /** `add` commits a piece; what it answers is falsy where the turn is over. */
  const commit = async <Result>(add: () => Promise<Result>) => {
    const added = signal.aborted ? null : await add();
    if (!added) throw new EngineError('turn_over');
    tellReplying();
    return added;
  };
  const say = <Result>(add: () => Promise<Result>) => {
    if (isOver()) return refused(new EngineError('turn_over'));
    if (isFull()) return refused(new EngineError('voice_busy'));
    waiting += 1;
    const said = last
      .then(() => commit(add))
      .finally(() => {
        waiting -= 1;
      });
    last = said.catch(() => {});
    return said;
  };

  const isFull = () => waiting === PIECES_WAITING_MAX;
  const stream = createStream({ clock, reply, say, isFull, isOver });
  /** Something that goes behind what was written before it, which `add` says once it is sure that there is something. */
  const sayBehind = <Result>(add: (before: Before) => Promise<Result>) => {
    const mark = stream.mark();
    const before = async () => {
      const goesOn = !signal.aborted && (await mark.say());
      // What follows may be refused.
      tellReplying();
      return goesOn;
    };
    return say(() => add(before)).finally(mark.lift);
  };

  const { unlessOver, stopWaiting } = createWaiting(signal, isOver);
  const act = async (action: AgentAction): Promise<ActionOutcome> => {
    const { outcome } = await sayBehind((before) => reply.act(action, before));
    return unlessOver(outcome);
  };
  const ask = async (question: AgentQuestion): Promise<AgentDecision> => {
    const { decision, giveUp } = await sayBehind((before) => reply.ask(question, before));
    return unlessOver(decision, giveUp);
  };

  return {
    voice: {
      signal,
      reply: (text) => {
        if (typeof text !== 'string') return refused(new TypeError('A reply is a text.'));
        return unheard(sayBehind(async (before) => (await before()) && reply.add(text)).then(() => {}));
      },
      write: (text) => {
        if (typeof text !== 'string') return refused(new TypeError('What is written is a text.'));
        return isOver() ? refused(new EngineError('turn_over')) : unheard(stream.write(text));
      },
      actions: () => (isOver() ? [] : reply.actions()),
      act: (action) => unheard(act(action)),
      ask: (question) => unheard(ask(question)),
      progress(note) {
        if (!isOver()) progress(String(note).slice(0, NOTE_CHARS_MAX));
      },
    },
    rest: stream.rest,
    close() {
      isClosed = true;
      stream.close();
      stopWaiting();
      return waiting === 0 ? null : last.then(() => {});
    },
  };
}

/** Those who wait for what becomes of something: nobody hears of it any more once the turn is over. */
function createWaiting(signal: AbortSignal, isOver: () => boolean) {
  const waitingForEnds = new Set<() => void>();
  const stopWaiting = () => {
    for (const stop of waitingForEnds) stop();
  };
  const unlessOver = <Result>(outcome: Promise<Result>, giveUp = () => {}): Promise<Result> =>
    new Promise((resolve, reject) => {
      const stop = () => {
        giveUp();
        reject(new EngineError('end_unknown'));
      };
      if (isOver()) return stop();
      if (waitingForEnds.size === 0) signal.addEventListener('abort', stopWaiting, { once: true });
      waitingForEnds.add(stop);
      outcome.then(resolve, reject).finally(() => waitingForEnds.delete(stop));
    });
  return { unlessOver, stopWaiting };
}

function refused(error: Error): Promise<never> {
  return unheard(Promise.reject(error));
}

/** An agent need not look at what became of a piece: a rejection that nobody awaits is no fault of the process. */
function unheard<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(() => {});
  return promise;
}
