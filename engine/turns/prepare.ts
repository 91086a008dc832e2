// Between forming and asking: what a turn is given besides its text. A commit fixes it before the agent is asked, so that
// every attempt hands over the same turn.

import { cleanForeign } from '../log-text.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { KnownSessions } from '../session/known-sessions.ts';
import type { Preparation, TurnInput, TurnRow } from '../store/commands/turns.ts';
import type { Store } from '../store/store.ts';
import { thrownKind, thrownWords } from '../thrown.ts';

/** How long a preparer may take. The turn's lane waits for it, others do not. */
export const PREPARE_TIMEOUT_MS = 60_000;
const LOGGED_REASON_MAX = 300;
const NOTHING: Preparation = {};

/** A turn as it was formed, which is all that a preparer may go by. */
export type FormedTurn = Omit<TurnInput, 'members' | 'preparation' | 'state'>;

/** A turn that may be handed to the agent. */
export type PreparedTurn = TurnRow & { readonly preparation: Preparation };

/** Finds one thing that turns are given besides their text. */
export interface Preparer {
  /** What it finds, for log lines. */
  readonly name: string;
  /** How long it may take. Default `PREPARE_TIMEOUT_MS`. */
  readonly timeoutMs?: number;
  /** Whether there may be something for the turn, by nothing but the turn. One that throws is asked for it. */
  needs(turn: FormedTurn): boolean;
  /**
   * Finds it. Where it rejects, or is not done in time, the turn goes on without. `signal` aborts then, and on stop.
   */
  prepare(turn: TurnRow, signal: AbortSignal): Promise<Preparation>;
  /** The turn ended before it was given what there was for it. Left out = nobody has to know. */
  unused?(turn: TurnRow): void;
}

interface PreparationsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly preparers: readonly Preparer[];
  /** For which events wait that go with what is prepared next, over all accounts. */
  readonly sessionsWithEvents: KnownSessions;
}

export interface Preparations {
  /** What can be committed together with the turn: nothing, where it needs nothing; null = it is prepared in its lane. */
  atForming(turn: FormedTurn): Preparation | null;
  /** Prepares and commits; null = the turn is not to be handed over: it has ended, or the gateway stops. */
  prepare(turn: TurnRow): Promise<PreparedTurn | null>;
  /** Begins nothing any more and gives up what is under way: the next run prepares it anew. */
  stop(): void;
}

export function isPrepared(turn: TurnRow): turn is PreparedTurn {
  return turn.preparation !== null;
}

export function createPreparations(options: PreparationsOptions): Preparations {
  const { store, preparers, sessionsWithEvents } = options;
  const needsAny = (turn: FormedTurn) =>
    sessionsWithEvents.has(turn.context.sessionKey) || preparers.some((preparer) => mayFind(preparer, turn));
  const stopping = new AbortController();

  return {
    atForming: (turn) => (needsAny(turn) ? null : NOTHING),
    async prepare(turn) {
      const { signal } = stopping;
      if (signal.aborted) return null;
      const needed = preparers.filter((preparer) => mayFind(preparer, turn));
      const found = await Promise.all(needed.map((preparer) => attempt(preparer, turn, options, signal)));
      if (signal.aborted) return null;
      // Before the commit: what is queued behind it waits for the next turn.
      const { sessionKey } = turn.context;
      const hadEvents = sessionsWithEvents.delete(sessionKey);
      const preparation = await store.prepareTurn({
        turnId: turn.turnId,
        preparation: Object.assign({}, ...found),
      });
      if (preparation === null) {
        if (hadEvents) sessionsWithEvents.add(sessionKey);
        for (const preparer of needed) preparer.unused?.(turn);
      }
      return preparation !== null && !signal.aborted ? { ...turn, preparation } : null;
    },
    stop: () => stopping.abort('stopping'),
  };
}

function mayFind(preparer: Preparer, turn: FormedTurn): boolean {
  try {
    return preparer.needs(turn);
  } catch {
    return true;
  }
}

/** What one preparer has found; nothing where it fails or hangs. */
async function attempt(
  preparer: Preparer,
  turn: TurnRow,
  { clock, logger }: PreparationsOptions,
  stopping: AbortSignal,
): Promise<Preparation> {
  const ending = new AbortController();
  const onStop = () => ending.abort(stopping.reason);
  stopping.addEventListener('abort', onStop, { once: true });
  const { timeoutMs = PREPARE_TIMEOUT_MS } = preparer;
  const timer = clock.after(timeoutMs, () => ending.abort(`not done within ${timeoutMs} ms`));
  try {
    return await Promise.race([preparer.prepare(turn, ending.signal), rejection(ending.signal)]);
  } catch (error) {
    if (stopping.aborted) return NOTHING;
    // A preparer is the host's: its words may be those of the turn.
    const reason = ending.signal.aborted ? String(ending.signal.reason) : thrownKind(error);
    logger.warn(`imessage: a turn goes on without its ${preparer.name}: ${reason}`);
    logger.debug(`imessage: ${preparer.name}: ${cleanForeign(thrownWords(error), LOGGED_REASON_MAX)}`);
    return NOTHING;
  } finally {
    timer.cancel();
    stopping.removeEventListener('abort', onStop);
  }
}

/** Rejects with the reason of the abort. */
function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
