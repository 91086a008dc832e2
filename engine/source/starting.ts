// Started means reading (ruling-43): a start waits for every watch, and says after a while what is missing.

import { type Clock, sleep } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Source } from './source.ts';

/** How often a start that goes on says so. */
const TOLD_EVERY_MS = 10_000;

interface StartingOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long it waits at most. */
  readonly timeoutMs: number;
  /** Aborts as soon as a stop begins. */
  readonly ending: AbortSignal;
}

/** Never rejects: what is missing may come later, and is tried again for as long as the gateway runs. */
export async function untilReading(
  sources: readonly Source[],
  { clock, logger, timeoutMs, ending }: StartingOptions,
): Promise<void> {
  const all = new AbortController();
  const reading = Promise.all(sources.map((source) => source.reading)).then(() => all.abort('reading'));
  const isOver = () => ending.aborted || all.signal.aborted;
  for (let waitedMs = 0; waitedMs < timeoutMs; ) {
    const stepMs = Math.min(TOLD_EVERY_MS, timeoutMs - waitedMs);
    await Promise.race([reading, sleep(clock, stepMs, ending, all.signal)]);
    if (isOver()) return;
    waitedMs += stepMs;
    if (waitedMs === timeoutMs) break;
    for (const source of sources) if (!source.hasRead()) logger.info(waitingLine(source, waitedMs));
  }
  for (const source of sources) {
    if (!source.hasRead()) logger.warn(missingLine(source, timeoutMs));
  }
}

function waitingLine(source: Source, waitedMs: number): string {
  return `[${source.ownerId}] imsg rpc not ready after ${waitedMs}ms (${missingFrom(source)})`;
}

function missingLine(source: Source, timeoutMs: number): string {
  return (
    `[${source.ownerId}] not reading yet after ${Math.round(timeoutMs / 1000)} s: ${missingFrom(source)}. ` +
    'The gateway goes on trying; imgate status shows how far it is.'
  );
}

function missingFrom(source: Source): string {
  const known = source.snapshot();
  if (known === null) return 'the Messages database is not identified';
  const { state, faults } = known.child;
  if (state !== 'ready') return `imsg is ${state}${faults === 0 ? '' : `, ${faults} times in vain`}`;
  return 'imsg is ready, and its watch is not subscribed';
}
