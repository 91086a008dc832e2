import { partAt, partText, type Target } from '../../chat-db/write/find-target.ts';
import type { Association } from '../../chat-db/write/messages.ts';
import type { ChatWriter } from '../../chat-db/write/writer.ts';
import { tapbackObject } from './tapback-sentence.ts';

/** What of a message a tapback is on. */
export interface Spot {
  readonly reference: Association['target'];
  readonly range: Association['range'];
  /** Its words. */
  readonly words: string;
  /** What the sentence of the tapback is about. */
  readonly object: string;
}

/**
 * Who has Messages put a tapback there for the owner of this Mac. Messages itself says what kind of file a part is,
 * and takes a balloon as a whole. The helper knows parts and their text alone; before 0.15.1 it quoted the whole
 * message, and gave the range of its first part.
 */
export type Hand = 'keyboard' | 'helper' | 'early-helper';

/** Where the row may point when what it points at is not there. */
const NOWHERE = { location: 0, length: 1 };

/** @param guid As it was asked for, where the message is not there. */
export function spotOf(
  writer: ChatWriter,
  target: Target | null,
  { message, part, here }: { message: string | null; part: number; here: Hand | null },
): Spot {
  const guid = target?.guid ?? message ?? '';
  const reference = `p:${part}/${guid}`;
  const found = (target && partAt(target, part)) ?? null;
  if (here === 'helper' || here === 'early-helper') {
    const isEarly = here === 'early-helper';
    const words = target && isEarly ? target.body.text : target && found ? partText(target, found) : '';
    const { location, length } = (isEarly ? target?.parts[0] : found) ?? NOWHERE;
    return { reference, range: { location, length }, words, object: words ? `“${words}”` : 'a message' };
  }
  if (target && target.balloon !== null) {
    const words = target.body.text;
    const range = { location: 0, length: words.length };
    return { reference: `bp:${guid}`, range, words, object: `“${words}”` };
  }
  const words = target && found ? partText(target, found) : '';
  const { location, length } = found ?? NOWHERE;
  return { reference, range: { location, length }, words, object: tapbackObject(writer, target, part) };
}
