import type { Lane, PartId } from '../message/ids.ts';
import type { Ids } from '../ports/ids.ts';
import type { Notice, PartTarget } from '../store/commands/parts.ts';
import { text } from './kinds/text.ts';

/** What the gateway says by itself in a conversation, to be committed with what it follows from. */
export function planNotice(lane: Lane, { chatGuid, chatId }: PartTarget, words: string, ids: Ids): Notice {
  return {
    partId: ids.uuid('notice') as PartId,
    lane,
    ordinal: 0,
    kind: 'text',
    content: text.encode(words)!,
    target: { chatGuid, chatId },
    attemptId: ids.uuid('attempt'),
    state: 'queued',
    maxRowid: null,
    sendingAtMs: null,
  };
}
