import type { Actions } from '../../../engine/actions/actions.ts';
import { EngineError } from '../../../engine/errors.ts';
import type { Clock } from '../../../engine/ports/clock.ts';
import type { Logger } from '../../../engine/ports/logger.ts';
import type { Tools } from '../../../engine/tools/tools.ts';
import { createAutomation } from '../../../engine/wire/automation.ts';
import type { Line } from '../../../engine/wire/wire.ts';

interface LineOptions extends Pick<Line, 'scheduler' | 'send'> {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether its child can take calls. */
  isReady(): boolean;
}

export const NO_TOOLS: Tools = { of: () => [], look: () => null };

/** Where there is no bridge. */
export const NO_ACTIONS: Actions = {
  of: () => [],
  threadOf: async () => null,
  async resolve() {
    throw new EngineError('action_unavailable');
  },
};

/** An account's end of a wire, where AppleScript is the only way. */
export function createLine({ scheduler, send, clock, logger, isReady }: LineOptions): Line {
  const automation = createAutomation({ clock, logger, onChanged: scheduler.readinessChanged });
  return {
    scheduler,
    send,
    automation,
    isReady: (partId) => isReady() && automation.mayTry(partId),
    begins: automation.trying,
    show: () => null,
    shows: () => false,
    canShow: async () => false,
    abilityOf: () => 'bridge',
    look: async () => {},
  };
}
