import type { PartId } from '../message/ids.ts';
import type { Ids } from '../ports/ids.ts';
import type { PartInput, PartTarget } from '../store/commands/parts.ts';
import type { Group } from '../store/group-of.ts';
import { kindOf, type Outgoing } from './kinds/kinds.ts';

/**
 * The parts of a turn, or of a message that answers none, in order, numbered from `firstOrdinal` on. What says nothing is
 * left out; none left = there is nothing to send.
 */
export function planParts(
  { group, target }: { readonly group: Group; readonly target: PartTarget },
  outgoing: readonly Outgoing[],
  ids: Ids,
  firstOrdinal = 0,
): PartInput[] {
  return outgoing
    .flatMap(({ kind, content }) => {
      const encoded = kindOf({ kind, content }).encode(content);
      return encoded === null ? [] : [{ kind, content: encoded }];
    })
    .map(({ kind, content }, index) => ({
      partId: `${group}#${firstOrdinal + index}` as PartId,
      ordinal: firstOrdinal + index,
      kind,
      content,
      target,
      attemptId: ids.uuid('attempt'),
      state: 'queued',
      maxRowid: null,
      sendingAtMs: null,
    }));
}
