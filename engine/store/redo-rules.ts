// Which turns may be begun once more, and as what, in every store.

import {
  type NotRedone,
  type RedoCommands,
  TURNS_LOOKED_AT,
  type TurnOwner,
  type UnansweredTurn,
} from './commands/redo.ts';
import type { TurnRow } from './commands/turns.ts';

/** Of which turns a call of `unansweredTurns` tells: those from `from` on and before `upTo`, of as many as there are. */
export function stretchOf(asked: RedoCommands['unansweredTurns']['in'], count: number) {
  if ('after' in asked) {
    const from = asked.after + 1;
    const upTo = from + TURNS_LOOKED_AT;
    return { from, upTo, next: upTo > count ? null : upTo - 1 };
  }
  const upTo = asked.before ?? count + 1;
  const from = Math.max(1, upTo - TURNS_LOOKED_AT);
  return { from, upTo, next: from === 1 ? null : from };
}

/** Null = it may be; then what was said of it decides. */
export function whyNotRedone(turn: Pick<TurnRow, 'state' | 'code' | 'text'> | null): NotRedone | null {
  if (turn === null) return 'unknown';
  const { state, code, text } = turn;
  if (state !== 'failed' && (state !== 'interrupted' || code !== 'turn_aborted')) return 'not_failed';
  return text === '' ? 'text_gone' : null;
}

/** What a turn is told of itself in a list. */
export function unanswered(turn: TurnRow): UnansweredTurn {
  const { turnId, accountId, context, state, code, formedAtMs } = turn;
  const { agentId, chatId } = context;
  return { turnId, accountId, agentId, chatId, state, code: code!, formedAtMs };
}

/** As it is once it is begun anew. */
export function redone(turn: TurnRow, owner: TurnOwner | null): TurnRow {
  const context = owner === null ? turn.context : { ...turn.context, ...owner };
  return { ...turn, context, state: 'formed', attempts: 0, code: null, detail: '' };
}
