// An iMessage that Messages has provably not delivered leaves once more as SMS, where that is wanted and it is words. Timeouts and
// unknown ends prove nothing. Never into a group, never what left as SMS or RCS; files, what is said of them, and what an agent does
// stay as they are.

import { behindService } from '../message/chat-meaning.ts';
import { type Handle, normalizeHandle } from '../message/identity/handles.ts';
import type { PartId } from '../message/ids.ts';
import type { Ids } from '../ports/ids.ts';
import type { Notice, PartRow } from '../store/commands/parts.ts';
import { type Group, groupOf } from '../store/group-of.ts';
import { kindOf } from './kinds/kinds.ts';

/** An SMS goes to a number, which says its country: as that of another one it would be somebody else's. An address has none. */
const NUMBER = /^\+\d+$/;
/** As rows have it, also of what goes by satellite. Over what something leaves is up to Messages, whatever was asked for. */
const IMESSAGE = /^imessage/i;

/**
 * The part that leaves in the place of an undelivered one, to be committed with the end of that. Its id is made of the other's:
 * the journal takes it once. Null = nothing leaves.
 * @param service Over what it left, as its row says; null = nobody knows.
 */
export function smsFallbackOf(part: PartRow, service: string | null, ids: Ids): Notice | null {
  const { partId, lane, kind, content, target } = part;
  const to = service !== null && IMESSAGE.test(service) ? numberOf(part) : null;
  if (to === null || fallbackGroupOf(part) === null) return null;
  return {
    partId: `sms:${partId}` as PartId,
    lane,
    ordinal: 0,
    kind,
    content: kindOf(part).textOf(content),
    target: { chatGuid: target.chatGuid, chatId: target.chatId, to, service: 'sms' },
    attemptId: ids.uuid('attempt'),
    state: 'queued',
    maxRowid: null,
    sendingAtMs: null,
  };
}

/** What a part belongs to whose pieces leave as SMS in their order; null = none leaves in its place, whatever becomes of it. */
export function fallbackGroupOf(part: PartRow): Group | null {
  const isCaption = kindOf(part).isCaption?.(part.content) ?? false;
  if (part.kind !== 'text' || isCaption || numberOf(part) === null) return null;
  // What the gateway says by itself, such as a code to pair, is none of it.
  return groupOf(part);
}

/** The number of the person whom a part was for; null = there is none, or it was to be an SMS. */
function numberOf({ target: { chatGuid, service } }: PartRow): Handle | null {
  // Whatever Messages made of that, there is no third.
  if (service === 'sms' || !chatGuid.includes(';-;')) return null;
  const written = behindService(chatGuid);
  return NUMBER.test(written) ? normalizeHandle(written) : null;
}
