import type { MessageGuid } from './ids.ts';

/** What somebody put on a message: a tapback or a sticker. Its files are those of the row. */
export interface Reaction {
  readonly action: 'added' | 'removed';
  /** The emoji, else Apple's word for it, `sticker`, or `reaction` where nothing says which (TAP-2). */
  readonly emoji: string;
  /** The message that it is put on; null where the row does not say. */
  readonly target: MessageGuid | null;
}

/** A sticker that lies on a message, one as a tapback, and the removal of the latter (file-6). */
const STICKERS: ReadonlySet<number> = new Set([1000, 2007, 3007]);

/** Whether rows of this `associated_message_type` are reactions. */
export function isReactionType(type: number): boolean {
  return STICKERS.has(type) || (type >= 2000 && type < 4000);
}

/**
 * By the flags of the wire, or by `type` where the wire or chat.db tells it (TAP-2, ruling-24); null = the row is no
 * reaction. `storedTarget` is what chat.db has for the message that it is put on.
 */
export function reactionOf(
  fields: Readonly<Record<string, unknown>>,
  type: number | null,
  storedTarget: string | null = null,
): Reaction | null {
  const isFlagged = fields.is_reaction === true || fields.is_tapback === true;
  if (!isFlagged && (type === null || !isReactionType(type))) return null;
  const isRemoved = fields.is_reaction_add === false || (type !== null && type >= 3000);
  const [emoji] = [fields.reaction_emoji, fields.reaction_type].filter(isText);
  const [target] = [fields.reacted_to_guid, fields.associated_message_guid, storedTarget].filter(isText);
  return {
    action: isRemoved ? 'removed' : 'added',
    emoji: emoji ?? (type !== null && STICKERS.has(type) ? 'sticker' : 'reaction'),
    target: target === undefined ? null : withoutPart(target),
  };
}

/** `p:0/GUID` names a part of a message, `bp:GUID` its balloon (TAP-3). */
export function withoutPart(target: string): MessageGuid {
  return target.replace(/^(?:p:\d+\/|bp:)/, '') as MessageGuid;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
