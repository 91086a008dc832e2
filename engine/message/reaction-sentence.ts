// What devices without iMessage send for a reaction: a sentence that quotes the message (TAP-4).

import type { Reaction } from './reaction.ts';

interface QuotedReaction extends Pick<Reaction, 'action' | 'emoji'> {
  /** The words that it is put on. */
  readonly quoted: string;
}

const ADDED: Readonly<Record<string, string>> = {
  Loved: '❤️',
  Liked: '👍',
  Disliked: '👎',
  'Laughed at': '😂',
  Emphasized: '‼️',
  Questioned: '❓',
};
const REMOVED: Readonly<Record<string, string>> = {
  heart: '❤️',
  like: '👍',
  dislike: '👎',
  laugh: '😂',
  exclamation: '‼️',
  emphasis: '‼️',
  'question mark': '❓',
};
const QUOTE = '[“"](.+)[”"]$';
const ADDING = new RegExp(`^(?:(${Object.keys(ADDED).join('|')})|Reacted (\\S+) to) ${QUOTE}`, 's');
const REMOVING = new RegExp(`^Removed an? (${Object.keys(REMOVED).join('|')}|\\S+) from ${QUOTE}`, 's');

/** Null = it has not that form. Whether somebody just said so depends on whether the words were ever said. */
export function reactionSentence(text: string): QuotedReaction | null {
  // Most texts do not end in a quotation mark.
  if (!text.endsWith('”') && !text.endsWith('"')) return null;
  const added = ADDING.exec(text);
  if (added) {
    const [, verb, emoji, quoted] = added;
    return { action: 'added', emoji: verb === undefined ? emoji! : ADDED[verb]!, quoted: quoted! };
  }
  const removed = REMOVING.exec(text);
  if (!removed) return null;
  const [, what, quoted] = removed;
  return { action: 'removed', emoji: REMOVED[what!] ?? what!, quoted: quoted! };
}
