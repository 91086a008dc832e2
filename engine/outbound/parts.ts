import type { PartId } from '../message/ids.ts';
import type { Ids } from '../ports/ids.ts';
import type { PartInput } from '../store/commands/parts.ts';
import type { TurnRow } from '../store/commands/turns.ts';
import { kindOf, type Outgoing } from './kinds/kinds.ts';

/**
 * The parts of a turn, in order, numbered from `firstOrdinal` on. What says nothing is left out; none left = the agent
 * said nothing.
 */
export function planParts(
  turn: Pick<TurnRow, 'turnId' | 'context'>,
  outgoing: readonly Outgoing[],
  ids: Ids,
  firstOrdinal = 0,
): PartInput[] {
  const { chatGuid, chatId } = turn.context;
  return outgoing
    .flatMap(({ kind, content }) => {
      const encoded = kindOf({ kind, content }).encode(content);
      return encoded === null ? [] : [{ kind, content: encoded }];
    })
    .map(({ kind, content }, index) => ({
      partId: `${turn.turnId}#${firstOrdinal + index}` as PartId,
      ordinal: firstOrdinal + index,
      kind,
      content,
      target: { chatGuid, chatId },
      attemptId: ids.uuid('attempt'),
      state: 'queued',
      maxRowid: null,
      sendingAtMs: null,
    }));
}
