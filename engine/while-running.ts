// What a program asks of an engine at a moment of its own: it is refused where there is nothing that could answer, and nothing
// that a stop overtakes is left open.

import { EngineError } from './errors.ts';
import type { EngineStatus } from './status.ts';

export interface WhileRunning {
  /** What there is from the start on. Throws `gateway_not_running` before that, and once a stop has begun. */
  need<Part>(part: Part | null): Part;
  /** Rejects as `run` does, and with `end_unknown` where the engine has stopped before that has ended. */
  ask<Answer>(run: () => Promise<Answer>): Promise<Answer>;
}

/** @param stopped Aborts when nothing that is asked of the store ends any more. */
export function createWhileRunning(state: () => EngineStatus['state'], stopped: AbortSignal): WhileRunning {
  return {
    need(part) {
      const now = state();
      if (part !== null && now !== 'stopping' && now !== 'stopped') return part;
      throw new EngineError('gateway_not_running', WHY[now]);
    },
    async ask(run) {
      const { promise: overtaken, reject } = Promise.withResolvers<never>();
      const onStopped = () => reject(new EngineError('end_unknown'));
      stopped.addEventListener('abort', onStopped, { once: true });
      try {
        return await Promise.race([run(), overtaken]);
      } finally {
        stopped.removeEventListener('abort', onStopped);
      }
    },
  };
}

const STARTING = {
  message: 'The engine is still starting.',
  remedy: 'Ask again once its start() has resolved.',
};
const STOPPED = {
  message: 'The engine has been stopped.',
  remedy: 'An engine is started once: make another.',
};
const WHY = {
  new: { message: 'The engine has not been started.', remedy: 'Await its start() first.' },
  starting: STARTING,
  running: STARTING,
  stopping: STOPPED,
  stopped: STOPPED,
} as const satisfies Readonly<Record<EngineStatus['state'], object>>;
