// Waiting for what becomes of something that is durable, for as long as the engine runs.

import { EngineError } from '../errors.ts';

/** Rejects with `end_unknown` once `signal` aborts: whatever takes it up next goes on with it. */
export function unlessStopped<Result>(end: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new EngineError('end_unknown'));
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    end.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
