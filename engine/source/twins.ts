// Which of the databases that are known one is that has no file to be seen here: imsg is asked for their rows (ruling-19).

import type { EngineWorld } from '../engine-ports.ts';
import { EngineError } from '../errors.ts';
import type { RpcCaller } from '../imsg/rpc-client.ts';
import { sleep } from '../ports/clock.ts';
import { isSameOverWire } from './marks.ts';
import type { Source } from './source.ts';

/** Pauses before one that did not answer is asked again; then it counts as another. */
const ASK_AGAIN_AFTER_MS = [1_000, 5_000];

interface TwinOptions {
  readonly ports: Pick<EngineWorld, 'clock' | 'logger'>;
  /** Aborts when the engine stops. */
  readonly signal: AbortSignal;
}

/** Who of the others a database is; null = it is none of them, or nobody knows. */
export async function askForTwin(
  source: Pick<Source, 'ownerId'>,
  others: readonly Source[],
  client: RpcCaller,
  { ports, signal }: TwinOptions,
): Promise<Source | 'nobody to ask' | null> {
  for (const pauseMs of [0, ...ASK_AGAIN_AFTER_MS]) {
    if (pauseMs > 0) await sleep(ports.clock, pauseMs, signal);
    if (signal.aborted) return 'nobody to ask';
    const answer = await twinAmong(others, client);
    if (answer !== 'no answer') return answer;
  }
  ports.logger.warn(
    `[${source.ownerId}] imsg did not say whether its database is one that another account reads; it counts as another`,
  );
  return null;
}

async function twinAmong(
  others: readonly Source[],
  client: RpcCaller,
): Promise<Source | 'no answer' | 'nobody to ask' | null> {
  let isAnswered = true;
  for (const other of others) {
    try {
      if (await isSameOverWire(await other.marks(), client)) return other;
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      if (error.code === 'imsg_exited' || error.code === 'imsg_not_running') return 'nobody to ask';
      isAnswered = false;
    }
  }
  return isAnswered ? null : 'no answer';
}
