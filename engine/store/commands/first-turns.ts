// With which turn each direct session has begun: only that one is given what was said before it (HIS-1).

import type { TurnId } from '../../message/ids.ts';
import type { AccessOf } from './access.ts';

/** Each with its input and its result. */
export interface FirstTurnCommands {
  /** The first one that was not withdrawn. Null = no turn that could open the session is known. */
  firstTurn: { in: { sessionKey: string }; out: TurnId | null };
}

export const FIRST_TURN_COMMANDS = { firstTurn: 'read' } as const satisfies AccessOf<FirstTurnCommands>;
