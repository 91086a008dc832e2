// macOS' permission to control Messages belongs to the Mac: while it is refused, one part tries again and the others
// wait (ruling-26).

import { ERRORS } from '../errors.ts';
import type { PartId } from '../message/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { WireStatus } from '../status.ts';

export interface Automation {
  /** Since when it is refused, in monotonic milliseconds; null = it is not, as far as is known. */
  deniedSinceMs(): number | null;
  /** Whether a part may go by AppleScript now; null = one that nothing is known of yet. */
  mayTry(partId: PartId | null): boolean;
  /** A part goes by AppleScript; null = one goes by the bridge, which shows nothing of this. */
  trying(partId: PartId | null): void;
  /** It was refused (-1743). */
  denied(partId: PartId): void;
  /** Something else came of it: where it went by AppleScript, nothing stands in the way of the others; else one of them tries. */
  granted(partId: PartId): void;
  /** imsg has taken a part: where it went by AppleScript, macOS allows it. */
  taken(partId: PartId): void;
  /** What the sends by AppleScript have shown so far. */
  state(): WireStatus['automation'];
  /** The attempts of a part are over, or may be for long (null = of whichever tries): another one may try. */
  over(partId: PartId | null): void;
}

interface AutomationOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Parts that had to wait may go. */
  onChanged(): void;
}

export function createAutomation({ clock, logger, onChanged }: AutomationOptions): Automation {
  let deniedSinceMs: number | null = null;
  /** The part that tries while the others wait. */
  let prober: PartId | null = null;
  /** The one that went last, by AppleScript: there is one at a time. Null = that went by the bridge. */
  let tried: PartId | null = null;
  let isProven = false;
  return {
    deniedSinceMs: () => deniedSinceMs,
    mayTry: (partId) => deniedSinceMs === null || prober === null || prober === partId,
    state: () => (deniedSinceMs !== null ? 'denied' : isProven ? 'works' : 'unverified'),
    taken(partId) {
      isProven ||= tried === partId;
    },
    trying(partId) {
      tried = partId;
      if (deniedSinceMs !== null) prober ??= partId;
    },
    denied(partId) {
      prober ??= partId;
      isProven = false;
      if (deniedSinceMs !== null) return;
      deniedSinceMs = clock.monotonicMs();
      const { meaning, remedy } = ERRORS.automation_denied;
      logger.error(`imessage: ${meaning} ${remedy}`, { code: 'automation_denied' });
    },
    granted(partId) {
      if (deniedSinceMs === null || prober !== partId) return;
      prober = null;
      if (tried === partId) {
        deniedSinceMs = null;
        logger.info('imessage: Messages can be controlled again');
      }
      onChanged();
    },
    over(partId) {
      if (prober === null || (partId !== null && prober !== partId)) return;
      prober = null;
      onChanged();
    },
  };
}
