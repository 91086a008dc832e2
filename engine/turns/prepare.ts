// Between forming and asking: what a turn is given besides its text, and what its rows say by then. A commit fixes both
// before the agent is asked, so that every attempt hands over the same turn.

import type { MessageGuid, TurnId } from '../message/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { KnownSessions } from '../session/known-sessions.ts';
import type { Preparation, TurnInput, TurnRow } from '../store/commands/turns.ts';
import type { Store } from '../store/store.ts';
import { foreignWords, thrownKind } from '../thrown.ts';
import type { LatestWords } from './latest-words.ts';

/** How long a preparer may take. The turn's lane waits for it, others do not. */
export const PREPARE_TIMEOUT_MS = 60_000;
const NOTHING: Preparation = {};
/** How often a turn is prepared for words that became others meanwhile. */
const ROUNDS_MAX = 3;
/** There is nothing left of a turn: whoever wrote it took it back. */
export const TAKEN_BACK = 'taken back';

/** A turn as it was formed, which is all that a preparer may go by. */
export type FormedTurn = Omit<TurnInput, 'members' | 'preparation' | 'state'>;

/** A turn that may be handed to the agent. */
export type PreparedTurn = TurnRow & { readonly preparation: Preparation };

/** Finds one thing that turns are given besides their text. */
export interface Preparer {
  /** What it finds, for log lines. */
  readonly name: string;
  /** How long it may take, asked as it begins. Default `PREPARE_TIMEOUT_MS`. */
  timeoutMs?(): number;
  /** Whether there may be something for the turn, by nothing but the turn. One that throws is asked for it. */
  needs(turn: FormedTurn): boolean;
  /**
   * Finds it. Where it rejects, or is not done in time, the turn goes on without. `signal` aborts then, and on stop.
   */
  prepare(turn: TurnRow, signal: AbortSignal): Promise<Preparation>;
  /** The turn ended, or its words became others, before it was given what was found. Left out = nobody has to know. */
  unused?(turn: TurnRow): void;
}

interface PreparationsOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly preparers: readonly Preparer[];
  /** For which events wait that go with what is prepared next, over all accounts. */
  readonly sessionsWithEvents: KnownSessions;
  /** What rows say by now; null = nobody could say, so that they say what was told. */
  readonly latestWords: LatestWords | null;
}

export interface Preparations {
  /** Those of some messages whose turns can be fixed as they are formed; null = of all, so that nobody is asked. */
  asTold(guids: readonly MessageGuid[]): Promise<ReadonlySet<MessageGuid>> | null;
  /** What can be committed together with the turn: nothing, where it needs nothing; null = it is prepared in its lane. */
  atForming(turn: FormedTurn): Preparation | null;
  /** Likewise of one that was formed some time ago and is about to begin. */
  atStart(turnId: TurnId): Promise<Preparation | null>;
  /** Prepares and commits; null = the turn is not to be handed over: it has ended, or the gateway stops. */
  prepare(turn: TurnRow): Promise<PreparedTurn | typeof TAKEN_BACK | null>;
  /** Begins nothing any more and gives up what is under way: the next run prepares it anew. */
  stop(): void;
}

export function isPrepared(turn: TurnRow): turn is PreparedTurn {
  return turn.preparation !== null;
}

export function createPreparations(options: PreparationsOptions): Preparations {
  const { store, preparers, sessionsWithEvents, latestWords } = options;
  const needsAny = (turn: FormedTurn) =>
    sessionsWithEvents.has(turn.context.sessionKey) || preparers.some((preparer) => mayFind(preparer, turn));
  const stopping = new AbortController();

  const fix = async (turn: TurnRow, found: readonly Preparation[], isAsFormed: boolean) => {
    // Before the commit: what is queued behind it waits for the next turn.
    const { turnId, text, context } = turn;
    const hadEvents = sessionsWithEvents.delete(context.sessionKey);
    const preparation = await store.prepareTurn({
      turnId,
      preparation: Object.assign({}, ...found),
      ...(!isAsFormed && { words: { text, context } }),
    });
    if (preparation === null && hadEvents) sessionsWithEvents.add(context.sessionKey);
    return preparation;
  };

  return {
    asTold: (guids) => latestWords?.asTold(guids, null) ?? null,
    atForming: (turn) => (needsAny(turn) ? null : NOTHING),
    async atStart(turnId) {
      // Without anybody to be asked it was fixed as it was formed.
      const turn = latestWords && (await store.turn({ turnId }));
      if (!turn || isPrepared(turn) || needsAny(turn)) return null;
      const { messageGuids } = turn.context;
      const asTold = await latestWords!.asTold(messageGuids, turn.formedAtMs);
      return asTold.size === messageGuids.length && !needsAny(turn) ? NOTHING : null;
    },
    async prepare(turn) {
      const { signal } = stopping;
      let given = turn;
      for (let round = 1; ; round += 1) {
        if (signal.aborted) return null;
        const needed = preparers.filter((preparer) => mayFind(preparer, given));
        const found = await Promise.all(needed.map((preparer) => attempt(preparer, given, options, signal)));
        if (signal.aborted) return null;
        const latest = latestWords === null ? given : await unlessAborted(latestWords, given, signal);
        if (signal.aborted) return null;
        // What was found goes with the words for which it was looked for.
        const isSettled = latest === given || latest === null || needed.length === 0 || round === ROUNDS_MAX;
        if (!isSettled) {
          for (const preparer of needed) preparer.unused?.(given);
          given = latest;
          continue;
        }
        const preparation = latest && (await fix(latest, found, latest === turn));
        if (preparation === null) for (const preparer of needed) preparer.unused?.(turn);
        if (signal.aborted) return null;
        if (latest === null) return TAKEN_BACK;
        return preparation && { ...latest, preparation };
      }
    },
    stop: () => stopping.abort('stopping'),
  };
}

/** What a turn says by now; as it is where the gateway stops. */
async function unlessAborted(
  words: LatestWords,
  turn: TurnRow,
  signal: AbortSignal,
): Promise<TurnRow | null> {
  try {
    return await words.of(turn, signal);
  } catch (error) {
    if (signal.aborted) return turn;
    throw error;
  }
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
  const timeoutMs = preparer.timeoutMs?.() ?? PREPARE_TIMEOUT_MS;
  const timer = clock.after(timeoutMs, () => ending.abort(`not done within ${timeoutMs} ms`));
  try {
    return await Promise.race([preparer.prepare(turn, ending.signal), rejection(ending.signal)]);
  } catch (error) {
    if (stopping.aborted) return NOTHING;
    // A preparer is the host's: its words may be those of the turn.
    const reason = ending.signal.aborted ? String(ending.signal.reason) : thrownKind(error);
    logger.warn(`imessage: a turn goes on without its ${preparer.name}: ${reason}`);
    logger.debug(`imessage: ${preparer.name}: ${foreignWords(error)}`);
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
