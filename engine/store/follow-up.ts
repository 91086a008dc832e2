// What follows from the verdicts of new rows, once all rows of a call are journalled.

import type { AnswerInput, Posted } from './commands/approvals.ts';
import type { CarryOut, ChatCommandOutcome } from './commands/chat-commands.ts';
import type { WindowPlace } from './commands/group-windows.ts';
import type { RowInput } from './commands/journal.ts';
import type { HeardWord, LeaveToOwner, LeftToOwner } from './commands/owners-words.ts';
import type { Queued, QueuedEvent } from './commands/system-events.ts';
import { commandIn, commandRow, eventIn } from './rules.ts';

/** How a store does it. */
interface FollowUps {
  readonly windows: { add(accountId: string, place: WindowPlace, seq: number): void };
  readonly ownersWords: { add(sourceId: string, word: HeardWord): void };
  readonly events: { add(event: QueuedEvent): Queued };
  readonly carryOut: CarryOut;
  readonly leaveToOwner: LeaveToOwner;
  readonly answer: Answered;
}

/** Does what an answer says; whether it was the one that counts. */
export type Answered = (answer: AnswerInput, atMs: number) => boolean;

/** What the gateway says to an answer. */
export function toPost({ end, otherwise }: AnswerInput, isEnded: boolean): readonly Posted[] {
  return isEnded ? end!.notices : otherwise;
}

interface Followed {
  readonly event?: Queued;
  readonly command?: ChatCommandOutcome;
  readonly left?: LeftToOwner;
  readonly isAnswered?: boolean;
}

/** The answer for a new row, with what became of that. */
export function followUp<Answer extends { readonly seq: number }>(
  answer: Answer,
  row: RowInput,
  sourceId: string,
  { windows, ownersWords, events, carryOut, leaveToOwner, answer: take }: FollowUps,
): Answer & Followed {
  const { seq } = answer;
  let left: LeftToOwner | undefined;
  let isAnswered: boolean | undefined;
  for (const { accountId, window, ownersWord, answer: given } of row.verdicts) {
    if (given) isAnswered = take(given, row.arrivedAtMs);
    if (window) windows.add(accountId, window, seq);
    if (!ownersWord) continue;
    const { takes, ...word } = ownersWord;
    ownersWords.add(sourceId, word);
    if (takes) left = leaveToOwner(takes, commandRow(accountId, sourceId, seq, row));
  }
  const event = eventIn(row);
  const told = commandIn(row);
  if (!event && !told && !left && isAnswered === undefined) return answer;
  return {
    ...answer,
    ...(event && { event: events.add(event) }),
    ...(told && { command: carryOut(told.command, commandRow(told.accountId, sourceId, seq, row)) }),
    ...(left && { left }),
    ...(isAnswered !== undefined && { isAnswered }),
  };
}
