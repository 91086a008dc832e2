// What the gateway says by itself in a conversation: no turn is behind it.

import type { PartId } from '../message/ids.ts';
import { plainText } from '../message/plain-text.ts';
import type { Ids } from '../ports/ids.ts';
import type { Notice, PartTarget } from '../store/commands/parts.ts';
import { laneOf } from './member.ts';

/** What it is about, by which its part begins. */
type NoticeKind = 'command' | 'pairing' | 'approval' | 'budget';

export function isNoticeOf(kind: NoticeKind, partId: PartId): boolean {
  return partId.startsWith(`${kind}:`);
}

interface NoticeOptions {
  readonly accountId: string;
  readonly ids: Ids;
  /** Its words as they are journalled. Default: without anything beside them. */
  encode?(words: string): string;
}

/** To be committed with what it follows from. */
export function planNotice(
  kind: NoticeKind,
  words: string,
  target: PartTarget,
  { accountId, ids, encode = plainText }: NoticeOptions,
): Notice {
  return {
    partId: `${kind}:${ids.uuid('notice')}` as PartId,
    lane: laneOf(accountId, target),
    ordinal: 0,
    kind: 'text',
    content: encode(words),
    target,
    attemptId: ids.uuid('attempt'),
    state: 'queued',
    maxRowid: null,
    sendingAtMs: null,
  };
}
