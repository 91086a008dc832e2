// Whoever answers each answer at once is no person: a conversation in which that goes on waits (ruling-34). What counts is
// in the journal, so that a restart changes nothing.

import type { Lane } from '../message/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { BrakesStatus } from '../status.ts';
import type { Exchange } from '../store/commands/exchanges.ts';
import type { TurnRow } from '../store/commands/turns.ts';
import type { Store } from '../store/store.ts';

/** In which time so many exchanges are too many. */
const COUNTED_MS = 5 * 60_000;
/** How long a conversation waits, the first time and each further one. */
const PAUSES_MS = [5 * 60_000, 15 * 60_000, 60 * 60_000] as const;
/** Where nobody has written for so long, we neither, all is as before. */
const FORGOTTEN_MS = 30 * 60_000;
/** How far back an earlier run counts: longer than any pause. */
const LOOKED_BACK_MS = 3 * 60 * 60_000;
const LOOKED_BACK_TURNS = 10_000;
/** Conversations at once; the one that was answered longest ago goes first. */
const LANES_MAX = 10_000;

interface BrakesOptions {
  readonly accountId: string;
  readonly store: Pick<Store, 'exchanges'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Exchanges of one conversation in five minutes, as it is set right now; 0 = it is never braked. */
  limit(): number;
  /** How far the clocks of those who write are ahead of the gateway's, in milliseconds. */
  clockOffsetMs(): number;
}

export interface Brakes {
  /** Takes up what an earlier run has answered. */
  resume(): Promise<void>;
  /** A turn is formed: somebody wrote. */
  wrote(lane: Lane): void;
  /** Something of the answer to a turn is durable. `isFirst` = nothing was before. */
  said(turn: Pick<TurnRow, 'lane' | 'context' | 'formedAtMs'>, isFirst: boolean): void;
  /** How long the next turn of a conversation has to wait, in milliseconds; 0 = not at all. */
  heldMs(lane: Lane): number;
  snapshot(): BrakesStatus;
}

/** Times on the monotonic clock, but for what is compared with dates. */
interface Pace {
  /** When exchanges took place, within the time that counts. */
  readonly exchanges: number[];
  /** By the gateway's wall clock. */
  answeredAtMs: number;
  /** When somebody last wrote there, we too. */
  busyAt: number;
  heldUntil: number;
  /** How often it was braked. */
  level: number;
  isTold: boolean;
}

export function createBrakes(options: BrakesOptions): Brakes {
  const { accountId, store, clock, logger, limit } = options;
  const paces = new Map<Lane, Pace>();
  const wrote = (lane: Lane, at: number) => {
    const pace = paces.get(lane);
    if (!pace) return;
    // Whoever waits for us is not at rest, however long nobody writes.
    const isHeld = at < pace.heldUntil;
    if (!isHeld && at - pace.busyAt >= FORGOTTEN_MS) Object.assign(pace, { level: 0, isTold: false });
    pace.busyAt = at;
  };
  const said = ({ lane, writtenAtMs, formedAtMs, saidAtMs }: Exchange, at: number, isFirst: boolean) => {
    const pace = paces.get(lane) ?? newPace(at);
    // What waited already was written before, whatever date it has: by its own clock it may come from the future.
    const isLater =
      formedAtMs >= pace.answeredAtMs && writtenAtMs > pace.answeredAtMs + options.clockOffsetMs();
    const isExchange = isFirst && isLater;
    pace.answeredAtMs = saidAtMs;
    pace.busyAt = at;
    paces.delete(lane);
    paces.set(lane, pace);
    if (paces.size > LANES_MAX) paces.delete(paces.keys().next().value!);
    if (isExchange) count(pace, at, limit());
  };
  const toldOnce = (lane: Lane, pace: Pace) => {
    if (pace.isTold) return;
    pace.isTold = true;
    const minutes = Math.ceil((pace.heldUntil - clock.monotonicMs()) / 60_000);
    logger.warn(
      `imessage: a conversation (account "${accountId}") has had ${limit()} exchanges in 5 minutes, as two programs ` +
        `that answer each other have; it waits for ${minutes} min, and longer each time, until nobody writes there for ` +
        'half an hour. channels.imessage.outbound.exchangesPerConversation sets the number; 0 = never.',
    );
    logger.debug(`imessage: braked: ${lane}`);
  };

  return {
    async resume() {
      const nowMs = clock.wallMs();
      const since = { accountId, sinceMs: nowMs - LOOKED_BACK_MS, limit: LOOKED_BACK_TURNS };
      for (const exchange of await store.exchanges(since)) {
        const at = (atMs: number) => clock.monotonicMs() - Math.max(0, nowMs - atMs);
        wrote(exchange.lane, at(exchange.formedAtMs));
        said(exchange, at(exchange.saidAtMs), true);
      }
    },
    wrote: (lane) => wrote(lane, clock.monotonicMs()),
    said({ lane, context, formedAtMs }, isFirst) {
      const writtenAtMs = context.sentAtMs ?? formedAtMs;
      const exchange = { lane, writtenAtMs, formedAtMs, saidAtMs: clock.wallMs() };
      said(exchange, clock.monotonicMs(), isFirst);
    },
    heldMs(lane) {
      const pace = paces.get(lane);
      const leftMs = pace === undefined || limit() === 0 ? 0 : pace.heldUntil - clock.monotonicMs();
      if (leftMs <= 0) return 0;
      toldOnce(lane, pace!);
      return leftMs;
    },
    snapshot() {
      const nowAt = clock.monotonicMs();
      const held = limit() === 0 ? [] : [...paces.values()];
      const left = held.map(({ heldUntil }) => heldUntil - nowAt).filter((ms) => ms > 0);
      return { conversations: left.length, longestMs: left.reduce((most, ms) => Math.max(most, ms), 0) };
    },
  };
}

function newPace(at: number): Pace {
  return {
    exchanges: [],
    answeredAtMs: Number.NEGATIVE_INFINITY,
    busyAt: at,
    heldUntil: Number.NEGATIVE_INFINITY,
    level: 0,
    isTold: false,
  };
}

/** One more exchange; what is too much begins a pause, after which they are counted anew. */
function count(pace: Pace, at: number, limit: number): void {
  const { exchanges } = pace;
  while (exchanges.length > 0 && at - exchanges[0]! >= COUNTED_MS) exchanges.shift();
  exchanges.push(at);
  if (limit === 0 || exchanges.length < limit || at < pace.heldUntil) return;
  exchanges.length = 0;
  pace.heldUntil = at + PAUSES_MS[Math.min(pace.level, PAUSES_MS.length - 1)]!;
  pace.level += 1;
}
