// Which messages come of what the operator says of their own accord.

import { accountAt } from './account-at.ts';
import type { History, PartEvent } from './history.ts';
import { messagesOf } from './messages.ts';
import { accountOf } from './notices.ts';
import type { Post } from './post.ts';
import { type SaidByDeed, saidByDeed } from './said-by-deeds.ts';
import { bare, waysOf } from './ways.ts';
import { cleanReply } from './words.ts';

export const placeOf = ({ partId }: PartEvent) => Number(partId.slice(partId.lastIndexOf('#') + 1));

const isSame = (one: string, other: string) => cleanReply(one).trim() === cleanReply(other).trim();

/** Whether a part is what was to be said in its place. */
export function isSaidAs(part: PartEvent, post: Post, history: History): boolean {
  return isSame(messagesIn(post, part, history)[placeOf(part)]?.text ?? '', part.text);
}

/** Whether the bridge alone can send a part, whatever it was that the operator said so. */
export function isForBridgeAlone(part: PartEvent, history: History): boolean {
  const says = (history.posts ?? []).filter((post) => isSaidAs(part, post, history));
  const needsBridge = (post: Post) => messagesIn(post, part, history)[placeOf(part)]!.needsBridge === true;
  return says.length > 0 && says.every(needsBridge);
}

type Message = Pick<SaidByDeed, 'text' | 'needsBridge'>;

export function messagesIn(post: Post, part: PartEvent, { lives }: History): Message[] {
  const ways = accountAt(lives, accountOf(part), post.atMs)?.ways ?? waysOf();
  return saidInParts(post).flatMap(({ text: words, isFile, isBare, needsBridge }) => {
    const said = isFile ? [{ text: words }] : messagesOf(words, isBare ? bare(ways) : ways);
    return said.map(({ text }) => ({ text, ...(needsBridge && { needsBridge }) }));
  });
}

/** What is said beside something that is done is no part. */
export function saidInParts({ said, action }: Pick<Post, 'said' | 'action'>): readonly SaidByDeed[] {
  if (said === null) return saidByDeed(action!).filter(({ isBeside }) => !isBeside);
  return said.flatMap((one) => {
    if (typeof one === 'string') return { text: one };
    return isFile(one) ? saidByDeed({ name: 'upload-file', input: one }) : { text: textIn(one) };
  });
}

/** A file among what was said. */
export const isFile = (said: object) => 'buffer' in said || 'path' in said;

const textIn = (said: object) => String((said as { readonly text?: unknown }).text);
