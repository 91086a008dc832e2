// Whether a child that has become silent can still be heard (TRN-11). A process that hangs, or a connection behind a wrapper
// that was cut without a word, looks like one that has nothing to tell.

import { EngineError } from '../errors.ts';
import type { Clock } from '../ports/clock.ts';
import type { Unawaited } from '../unawaited.ts';
import type { RpcClient } from './rpc-client.ts';

/** From when it became ready, and from one look to the next. */
const LOOK_EVERY_MS = 5 * 60_000;
/** One that was just started again for its health is not started again so soon: at most six times an hour. */
const COOL_DOWN_MS = 10 * 60_000;

export interface HealthCheck {
  /** Asks something that every build answers, be it with an error. */
  ask(client: RpcClient): Promise<unknown>;
  /** It does not answer any more. */
  restart(reason: EngineError): void;
}

interface HealthOptions {
  readonly clock: Clock;
  readonly unawaited: Unawaited;
  /** Null = nobody asks. */
  readonly health: HealthCheck | null;
  /** A timer that ends with the child. */
  after(delayMs: number, callback: () => void): void;
  isReady(client: RpcClient): boolean;
}

interface Health {
  /** The child has become ready. */
  watch(client: RpcClient): void;
}

export function createHealth({ clock, health, ...options }: HealthOptions): Health {
  let restsUntilMs = Number.NEGATIVE_INFINITY;
  const look = async (client: RpcClient, { ask, restart }: HealthCheck) => {
    const isDue = !client.isMutating() && !client.isPaused() && clock.monotonicMs() >= restsUntilMs;
    const reason = isDue ? await silenceOf(client, ask) : null;
    if (!options.isReady(client)) return;
    if (reason === null) return watch(client);
    restsUntilMs = clock.monotonicMs() + COOL_DOWN_MS;
    restart(reason);
  };
  const watch = (client: RpcClient) => {
    if (health === null) return;
    options.after(LOOK_EVERY_MS, () =>
      options.unawaited(look(client, health), 'asking imsg whether it is there'),
    );
  };
  return { watch };
}

/**
 * Null = it answers, or nobody listened all the while, or it is at something that may take minutes and shows in the end whether
 * it does. What else is read from it says nothing: some ask again and again, whether or not they get an answer.
 */
async function silenceOf(client: RpcClient, ask: HealthCheck['ask']): Promise<EngineError | null> {
  const heard = client.heard();
  try {
    await ask(client);
    return null;
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    if (error.code !== 'rpc_timeout' || client.heard() !== heard || client.isMutating()) return null;
    return new EngineError('rpc_timeout', {
      message: `${error.message}, and nothing else came`,
      remedy: 'Nothing needs to be done: what was written meanwhile is asked for.',
      cause: error,
    });
  }
}
