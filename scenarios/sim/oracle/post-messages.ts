// Which messages come of what the operator says of their own accord.

import { accountAt } from './account-at.ts';
import type { History, PartEvent } from './history.ts';
import { messagesOf } from './messages.ts';
import { accountOf } from './notices.ts';
import type { Post } from './post.ts';
import { saidByDeed, type Wanted } from './said-by-deeds.ts';
import { bare, waysOf } from './ways.ts';
import { cleanReply } from './words.ts';

export const placeOf = ({ partId }: PartEvent) => Number(partId.slice(partId.lastIndexOf('#') + 1));

const isSame = (one: string, other: string) => cleanReply(one).trim() === cleanReply(other).trim();

/** Whether a part is what was to be said in its place. */
export function isSaidAs(part: PartEvent, post: Post, history: History): boolean {
  return isSame(messagesIn(post, part, history)[placeOf(part)] ?? '', part.text);
}

export function messagesIn({ text, action, atMs }: Post, part: PartEvent, { lives }: History): string[] {
  const ways = accountAt(lives, accountOf(part), atMs)?.ways ?? waysOf();
  const said = text === null ? partsSaid(action!) : [{ text }];
  return said.flatMap(({ text: words, isFile, isBare }) =>
    isFile ? [words] : messagesOf(words, isBare ? bare(ways) : ways).map((message) => message.text),
  );
}

/** What is said beside it is no part. */
export const partsSaid = (action: Wanted) => saidByDeed(action).filter(({ isBeside }) => !isBeside);
