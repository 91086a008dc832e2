// The date of the last edit of a message, as the proof of a change of which nothing else shows (ACT-13, ACT-14).

import type { MessageGuid } from '../message/ids.ts';
import { MAY_BE_DONE, type PartRow } from '../store/commands/parts.ts';
import type { Deed, Look } from './action.ts';
import { deedIn } from './deed.ts';

/** Whether its message was edited since it was asked for; null = nobody can say. */
export async function isEditedSince(
  { target, editedBefore }: Deed,
  look: Pick<Look, 'editedAt'>,
): Promise<boolean | null> {
  if (target === undefined || editedBefore === undefined) return null;
  const edited = await look.editedAt(target);
  return edited && edited.atMs !== null && edited.atMs !== editedBefore.atMs;
}

/**
 * Whether another of these parts may have changed the same message since it was looked at: the date of its last edit does not
 * say which of them did, and is no proof of either.
 */
export function isChangedBeside({ partId, content }: PartRow, parts: readonly PartRow[]): boolean {
  const { target, editedBefore } = deedIn(content) ?? {};
  if (target === undefined || editedBefore === undefined) return false;
  return parts.some(
    (other) =>
      other.partId !== partId &&
      MAY_BE_DONE.has(other.state) &&
      (other.endedAtMs ?? Number.POSITIVE_INFINITY) >= editedBefore.lookedAtMs &&
      isSame(changedBy(other), target),
  );
}

function changedBy({ kind, content }: PartRow): MessageGuid | undefined {
  const deed = kind === 'action' ? deedIn(content) : null;
  return deed?.name === 'edit' || deed?.name === 'unsend' ? deed.target : undefined;
}

const isSame = (one: MessageGuid | undefined, other: MessageGuid) =>
  one?.toUpperCase() === other.toUpperCase();
