// What people see while their message is being answered: that it was read, and that somebody types (CAP-5, CAP-6).

import type { ChatGuid } from '../message/ids.ts';
import type { Clock, Timer } from '../ports/clock.ts';
import type { TurnRow } from '../store/commands/turns.ts';
import type { Unawaited } from '../unawaited.ts';
import type { Line } from '../wire/wire.ts';

/** Messages lets a bubble go that is not renewed. */
const RENEWED_EVERY_MS = 8_000;
const TYPES_FOR_MAX_MS = 10 * 60_000;
/** The end of it goes when the wire is free; after this time it shows no more anyway. */
const ENDED_AGAIN_MS = 1_000;
const ENDED_WITHIN_MS = 60_000;
const BEGINNING = 'showing that a message is being answered';

interface PresenceOptions {
  readonly line: Pick<Line, 'show' | 'shows' | 'canShow'>;
  readonly clock: Clock;
  readonly unawaited: Unawaited;
  /** As it is set right now. */
  sendsReadReceipts(): boolean;
  /** Aborts as soon as a stop begins. */
  readonly ending: AbortSignal;
}

/** A turn is with the agent from now on, until the function is called that this answers. */
export type Presence = (turn: Pick<TurnRow, 'context'>) => () => void;

export function createPresence(options: PresenceOptions): Presence {
  const { line, unawaited, sendsReadReceipts, ending } = options;
  const bubbles = new Map<ChatGuid, Bubble>();
  const forgetAll = () => {
    for (const bubble of [...bubbles.values()]) bubble.forget();
  };
  ending.addEventListener('abort', forgetAll, { once: true });
  /** One after the other: what waits for the wire comes between them. */
  const begin = async (chatGuid: ChatGuid, bubble: Bubble) => {
    if (!(await line.canShow())) return bubble.later(() => unawaited(begin(chatGuid, bubble), BEGINNING));
    if (sendsReadReceipts() && line.shows('read'))
      await line.show({ kind: 'read', chatGuid, isOn: true })?.over;
    bubble.show();
  };
  return ({ context: { chatGuid } }) => {
    bubbles.get(chatGuid)?.forget();
    const bubble = createBubble(chatGuid, options, () => {
      if (bubbles.get(chatGuid) === bubble) bubbles.delete(chatGuid);
    });
    bubbles.set(chatGuid, bubble);
    unawaited(begin(chatGuid, bubble), BEGINNING);
    return bubble.end;
  };
}

interface Bubble {
  show(): void;
  /** Nothing can be shown right now: it is tried again. */
  later(begin: () => void): void;
  end(): void;
  /** Another one takes its place, or nobody is there to renew it. */
  forget(): void;
}

function createBubble(
  chatGuid: ChatGuid,
  { line, clock, ending }: PresenceOptions,
  onGone: () => void,
): Bubble {
  let timer: Timer | null = null;
  let isShown = false;
  let isOver = false;
  const beganMs = clock.monotonicMs();
  const tell = (isOn: boolean) => line.show({ kind: 'typing', chatGuid, isOn }) !== null;

  const forget = () => {
    isOver = true;
    timer?.cancel();
    onGone();
  };
  /** Behind the reply, which has the wire by then. */
  const stop = (untilMs: number) => {
    if (tell(false) || ending.aborted || clock.monotonicMs() >= untilMs) return forget();
    timer = clock.after(ENDED_AGAIN_MS, () => stop(untilMs));
  };
  const end = () => {
    if (isOver) return;
    isOver = true;
    timer?.cancel();
    if (isShown) stop(clock.monotonicMs() + ENDED_WITHIN_MS);
    else forget();
  };
  const later = (begin: () => void) => {
    if (isOver) return;
    if (clock.monotonicMs() - beganMs >= TYPES_FOR_MAX_MS) return forget();
    timer = clock.after(RENEWED_EVERY_MS, begin);
  };
  const show = () => {
    if (isOver || !line.shows('typing')) return;
    if (clock.monotonicMs() - beganMs >= TYPES_FOR_MAX_MS) return end();
    if (tell(true)) isShown = true;
    timer = clock.after(RENEWED_EVERY_MS, show);
  };
  return { show, later, end, forget };
}
