// What the operator asks about turns that came to nothing, wherever it is asked from.

import { EngineError } from '../errors.ts';
import type { ReasonCode } from '../fates.ts';
import { clean } from '../log-text.ts';
import type { TurnId } from '../message/ids.ts';
import type { Logger } from '../ports/logger.ts';
import { type NotRedone, TURNS_LOOKED_AT, type UnansweredTurn } from '../store/commands/redo.ts';
import type { Store } from '../store/store.ts';
import type { WhileRunning } from '../while-running.ts';
import type { Account } from './account.ts';

/** Those that a list shows at most. */
const LISTED_MAX = 100;
/** Those that are begun once more at a time, at most: whole stretches of turns, so that none of them is passed over. */
const REDONE_MAX = 10_000;
const ID_LENGTH_MAX = 300;

/** Why turns ended that may be begun once more. */
export const REDOABLE = ['agent_missing', 'agent_gave_up', 'begun_too_often', 'turn_aborted'] as const;

type RedoableReason = (typeof REDOABLE)[number];

/** A turn by its id, or all that ended for one reason. */
export type RedoChoice = { readonly turnId: TurnId } | { readonly reason: RedoableReason };

export interface TurnDesk {
  /** Those that ended without their answer, the newest first, at most 100. */
  list(): Promise<readonly UnansweredTurn[]>;
  /**
   * Lets turns be answered after all, the oldest first and each behind what waits in its chat: those that `failed`, which
   * said nothing, and those that `abortTurn` ended before they did. Never one of whose answer anything may have left.
   * The same turn goes to the same agent; where that is not configured any more, to the one that answers the conversation
   * now, in a session of its own. Resolves when that is durable, with the ids. A turn by its id rejects with
   * `turn_unknown`, `turn_not_redoable`; of a reason those are left out that cannot be redone. At most 10,000 at a time,
   * where there are more, the newest are left.
   */
  redo(choice: RedoChoice): Promise<{ readonly redone: readonly TurnId[] }>;
  /**
   * As `redo` of a reason, among the next 2,000 turns after `after` (0 = from the oldest on), and answers how many.
   * `next` = with which those behind are asked for; null = there are none. One that ends so again is not met twice.
   */
  redoNext(choice: {
    readonly reason: RedoableReason;
    readonly after: number;
  }): Promise<{ readonly redone: number; readonly next: number | null }>;
}

interface RedoneSome {
  readonly redone: readonly TurnId[];
  readonly next: number | null;
}

type Redoable = Pick<UnansweredTurn, 'turnId' | 'accountId' | 'agentId'>;

interface TurnDeskOptions {
  /** Throws before the store is there. */
  store(): Store;
  readonly accounts: readonly Account[];
  readonly logger: Logger;
  readonly ask: WhileRunning['ask'];
}

export function createTurnDesk({ store, accounts, logger, ask }: TurnDeskOptions): TurnDesk {
  const redoOne = async (turn: Redoable): Promise<NotRedone | null> => {
    const account = accounts.find(({ accountId }) => accountId === turn.accountId);
    return account ? account.redo(turn) : 'unknown';
  };
  const redoSome = async (reason: ReasonCode, after: number): Promise<RedoneSome> => {
    const { turns, next } = await store().unansweredTurns({ after });
    const wanted = turns.filter(({ code }) => code === reason);
    // Issued together and in their order, they share commits.
    const refused = await Promise.all(wanted.map(redoOne));
    const redone = wanted.filter((_, index) => refused[index] === null).map(({ turnId }) => turnId);
    return { redone, next };
  };
  const redoAll = async (reason: ReasonCode) => {
    const redone: TurnId[] = [];
    let next: number | null = 0;
    while (next !== null && redone.length <= REDONE_MAX - TURNS_LOOKED_AT) {
      const some: RedoneSome = await redoSome(reason, next);
      redone.push(...some.redone);
      next = some.next;
    }
    return redone;
  };
  const tell = (count: number) => logger.info(`imessage: turns begun once more by the operator: ${count}`);
  const desk: TurnDesk = {
    async list() {
      const found: UnansweredTurn[] = [];
      for (let before: number | null = null; ; ) {
        const { turns, next } = await store().unansweredTurns({ before });
        found.push(...turns);
        if (next === null || found.length >= LISTED_MAX) return found.slice(0, LISTED_MAX);
        before = next;
      }
    },
    async redo(choice) {
      if ('reason' in choice) {
        const redone = await redoAll(choice.reason);
        tell(redone.length);
        return { redone };
      }
      const { turnId } = choice;
      const turn = await store().turn({ turnId });
      const why = turn === null ? 'unknown' : await redoOne({ ...turn, agentId: turn.context.agentId });
      if (why !== null) throw refusal(turnId, why);
      tell(1);
      return { redone: [turnId] };
    },
    async redoNext({ reason, after }) {
      const { redone, next } = await redoSome(reason, after);
      if (redone.length > 0) tell(redone.length);
      return { redone: redone.length, next };
    },
  };
  return {
    list: () => ask(desk.list),
    redo: (choice) => ask(() => desk.redo(choice)),
    redoNext: (choice) => ask(() => desk.redoNext(choice)),
  };
}

const WHY: Readonly<Record<Exclude<NotRedone, 'unknown'>, string>> = {
  not_failed: 'it did not fail, or somebody in its chat stopped it',
  partly_said: 'something of its answer was said, and would be said twice',
  text_gone: 'its text is not kept any more',
};

function refusal(turnId: TurnId, why: NotRedone): EngineError {
  const shown = clean(String(turnId), ID_LENGTH_MAX);
  if (why === 'unknown')
    return new EngineError('turn_unknown', { message: `No account that runs knows a turn ${shown}.` });
  return new EngineError('turn_not_redoable', {
    message: `Turn ${shown} is not begun once more: ${WHY[why]}.`,
  });
}
