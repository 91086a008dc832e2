// All tags of thoughts and notes in a text, by their names, which may be any number: looked for once together.

import { CLOSED_CODE } from '../../message/code.ts';
import { tagOf } from '../../message/scaffolding.ts';
import { isBeforePause, isInSentence } from '../../message/spoken-tags.ts';
import { IS_THOUGHT, NOTE, PREFIX, THOUGHT } from './element-names.ts';
import type { Span } from './words.ts';

export interface Tag extends Span {
  readonly isEnd: boolean;
}

interface TagIndex {
  /** The next end of an element of that name, also in code. */
  endFrom(name: string, from: number): Tag | null;
  /**
   * The next tag outside of code that the text uses: ends, and begins of which it does not speak. Behind a begin that is surely spoken
   * of an end is so as well, where a sentence pauses behind it.
   */
  usedFrom(name: string, from: number, isSurelySpokenOf: boolean): Tag | null;
}

const NAMES = `(?<name>${THOUGHT}|${NOTE}|function|parameter)`;
const END = tagOf(PREFIX + NAMES, '(?<slash>/)');
const OUTSIDE = `${CLOSED_CODE}|${tagOf(PREFIX + NAMES, '(?<slash>/?)')}`;

export function indexTags(text: string): TagIndex {
  const ends = byName(text, END, () => true);
  const used = byName(text, OUTSIDE, (tag) => tag.isEnd || !isInSentence(text, tag));
  const surelyUsed = byName(text, OUTSIDE, (tag) =>
    tag.isEnd ? !isBeforePause(text, tag) : !isInSentence(text, tag),
  );
  return {
    endFrom: (name, from) => firstFrom(ends, name, from),
    usedFrom: (name, from, isSurelySpokenOf) => firstFrom(isSurelySpokenOf ? surelyUsed : used, name, from),
  };
}

/** Any thought ends any other. */
const keyOf = (name: string) => (IS_THOUGHT.test(name) ? '' : name.toLowerCase());

function byName(text: string, source: string, accept: (tag: Tag) => boolean): ReadonlyMap<string, Tag[]> {
  const tags = new Map<string, Tag[]>();
  for (const { index, 0: whole, groups } of text.matchAll(new RegExp(source, 'gi'))) {
    if (groups!.name === undefined) continue;
    const tag = { start: index, end: index + whole.length, isEnd: groups!.slash === '/' };
    if (!accept(tag)) continue;
    const key = keyOf(groups!.name);
    const before = tags.get(key);
    if (before) before.push(tag);
    else tags.set(key, [tag]);
  }
  return tags;
}

function firstFrom(tags: ReadonlyMap<string, Tag[]>, name: string, from: number): Tag | null {
  const all = tags.get(keyOf(name)) ?? [];
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle]!.start < from) low = middle + 1;
    else high = middle;
  }
  return all[low] ?? null;
}
