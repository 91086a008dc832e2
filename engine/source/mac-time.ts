// What the Mac's clock shows, asked for where it is not the gateway's own: a second witness beside people's dates, and
// none alone (ruling-4).

import { EngineError } from '../errors.ts';
import { tellsSendStatus } from '../imsg/features.ts';
import { messageSendStatus } from '../imsg/methods.ts';
import type { RpcCaller } from '../imsg/rpc-client.ts';
import { type ClockWitnesses, isClockInDoubt } from '../inbound/clock-witnesses.ts';
import type { MessageGuid } from '../message/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Unawaited } from '../unawaited.ts';

/** An answer that takes longer says too little about the moment in which it was made. */
const BRACKET_MAX_MS = 2_000;
/** How long after one question the next, where it had no answer and where it had one. */
const RETRY_MS = 60_000;
const RENEW_MS = 10 * 60_000;
/** imsg tells the time also of what it does not know. */
const NO_MESSAGE = '00000000-0000-0000-0000-000000000000' as MessageGuid;

interface MacTimeOptions {
  readonly clock: Clock;
  readonly clocks: ClockWitnesses;
  readonly unawaited: Unawaited;
  /** The child that reads; null while it is not there. */
  client(): RpcCaller | null;
  imsgVersion(): string | null;
}

interface MacTime {
  /** Asks, if somebody's messages say that the gateway's clock is off and it was not asked for lately. */
  look(): void;
}

export function createMacTime({ clock, clocks, unawaited, ...options }: MacTimeOptions): MacTime {
  let askedAtMs = Number.NEGATIVE_INFINITY;

  const ask = async (client: RpcCaller) => {
    const { gap } = clocks;
    const wallMs = clock.wallMs();
    const monotonicMs = clock.monotonicMs();
    const { checkedAtMs } = await messageSendStatus(client, NO_MESSAGE);
    const tookMs = clock.wallMs() - wallMs;
    const passedMs = clock.monotonicMs() - monotonicMs;
    const isBracketed = tookMs >= 0 && Math.max(tookMs, passedMs) < BRACKET_MAX_MS;
    // What was measured against a clock that has jumped since is void.
    const holds = isBracketed && clocks.gap === gap;
    clocks.macOffsetMs = holds ? checkedAtMs - (wallMs + tookMs / 2) : null;
  };
  return {
    look() {
      const client = options.client();
      if (!isClockInDoubt(clocks) || client === null || !tellsSendStatus(options.imsgVersion())) return;
      const pauseMs = clocks.macOffsetMs === null ? RETRY_MS : RENEW_MS;
      if (clock.monotonicMs() - askedAtMs < pauseMs) return;
      askedAtMs = clock.monotonicMs();
      // Without an answer there is one witness less.
      const asked = ask(client).catch((error: unknown) => {
        if (!(error instanceof EngineError)) throw error;
      });
      unawaited(asked, "asking what the Mac's clock shows");
    },
  };
}
