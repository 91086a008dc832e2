import { EngineError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import { deadlineMs, isMutation, type MethodName } from './deadlines.ts';

/** Calls that one child may have unanswered; imsg itself refuses more (wire-2.3). */
export const OUTSTANDING_MAX = 128;
/** Ids of calls that were given up, remembered to tell a late answer from a second one. */
const ABANDONED_MAX = 1024;

export interface CallOptions {
  /** Default: the deadline of the method (ruling-14). */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** What came that no call was waiting for. */
export interface StrayCounts {
  /** Answers to calls that had timed out or been aborted. */
  late: number;
  /** Second answers to one call. */
  duplicate: number;
  /** Answers with an id that was never sent to this child. */
  foreign: number;
}

interface PendingCall {
  readonly method: MethodName;
  resolve(result: unknown): void;
  reject(error: EngineError): void;
}

interface PendingCalls {
  readonly strays: StrayCounts;
  /** Whether one waits for its answer that may take minutes, as whatever changes something may. */
  isMutating(): boolean;
  /** Registers a call; `write` puts it on the wire under the id it is given. */
  open(method: MethodName, options: CallOptions, write: (id: number) => void): Promise<unknown>;
  /** The call that an answer with this id belongs to; null = nobody waits, counted as a stray. */
  take(id: unknown): PendingCall | null;
  rejectAll(errorFor: (method: MethodName) => EngineError): void;
}

/** `nextId` goes on counting over restarts, so that an answer can never reach a call of another child. */
export function createPendingCalls(clock: Clock, nextId: () => number): PendingCalls {
  const waiting = new Map<number, PendingCall>();
  const abandoned = new Set<number>();
  const strays: StrayCounts = { late: 0, duplicate: 0, foreign: 0 };
  let firstId = Number.POSITIVE_INFINITY;
  let lastId = 0;

  const abandon = (id: number, error: EngineError) => {
    const call = waiting.get(id)!;
    waiting.delete(id);
    abandoned.add(id);
    if (abandoned.size > ABANDONED_MAX) abandoned.delete(abandoned.values().next().value!);
    call.reject(error);
  };

  const register = (method: MethodName, options: CallOptions, id: number) =>
    new Promise<unknown>((resolve, reject) => {
      const { signal, timeoutMs = deadlineMs(method) } = options;
      const outcome = unknownOutcome(method);
      const onAbort = () => {
        release();
        abandon(id, new EngineError('rpc_aborted', { message: `imsg rpc aborted (${method})`, outcome }));
      };
      const timer = clock.after(timeoutMs, () => {
        release();
        abandon(id, new EngineError('rpc_timeout', { message: `imsg rpc timeout (${method})`, outcome }));
      });
      const release = () => {
        timer.cancel();
        signal?.removeEventListener('abort', onAbort);
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      const settle =
        <T>(finish: (value: T) => void) =>
        (value: T) => {
          release();
          finish(value);
        };
      waiting.set(id, { method, resolve: settle(resolve), reject: settle(reject) });
    });

  return {
    strays,
    isMutating: () => [...waiting.values()].some(({ method }) => isMutation(method)),
    open(method, options, write) {
      if (options.signal?.aborted) {
        const message = `imsg rpc aborted (${method})`;
        return Promise.reject(new EngineError('rpc_aborted', { message, outcome: 'definite' }));
      }
      if (waiting.size >= OUTSTANDING_MAX) {
        const message = `imsg rpc busy (${method}): ${OUTSTANDING_MAX} calls are outstanding`;
        return Promise.reject(new EngineError('rpc_busy', { message }));
      }
      lastId = nextId();
      firstId = Math.min(firstId, lastId);
      const promise = register(method, options, lastId);
      write(lastId);
      return promise;
    },
    take(id) {
      const call = typeof id === 'number' ? waiting.get(id) : undefined;
      if (call !== undefined) {
        waiting.delete(id as number);
        return call;
      }
      const wasSent = Number.isInteger(id) && (id as number) >= firstId && (id as number) <= lastId;
      if (!wasSent) strays.foreign += 1;
      else if (abandoned.delete(id as number)) strays.late += 1;
      else strays.duplicate += 1;
      return null;
    },
    rejectAll(errorFor) {
      const calls = [...waiting.values()];
      waiting.clear();
      for (const call of calls) call.reject(errorFor(call.method));
    },
  };
}

/** How a call without an answer ended: nothing is lost by reading again, a mutation may have happened. */
export function unknownOutcome(method: MethodName): 'definite' | 'indefinite' {
  return isMutation(method) ? 'indefinite' : 'definite';
}
