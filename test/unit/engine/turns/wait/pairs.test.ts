import { describe, expect, it } from 'vitest';
import { URL_BALLOON } from '../../../../../engine/message/preview.ts';
import type { Members } from '../../../../../engine/turns/member.ts';
import { groupsOf, pairUp } from '../../../../../engine/turns/wait/pairs.ts';
import { member } from '../../../../support/messages/member.ts';

const LINK = 'https://example.com/a';
const KNOWN = { pairsOnly: true, isMetadataKnown: true };
const UNKNOWN = { pairsOnly: true, isMetadataKnown: false };

const row = (text: string, marked = false) =>
  member({ text, ...(marked && { balloon_bundle_id: URL_BALLOON }) });
const texts = (groups: readonly Members[]) => groups.map((group) => group.map(({ message }) => message.text));

describe('the pair rule (COA-9)', () => {
  it.each([
    ['CS-1', [row('Dump'), row(LINK, true)], [['Dump', LINK]]],
    ['CS-1 with a preview that has no text', [row('Dump'), row('', true)], [['Dump', '']]],
    ['CS-1b', [row('Dump'), row(LINK)], [['Dump'], [LINK]]],
    ['CS-4', [row(LINK, true)], [[LINK]]],
    ['CS-7', [row('hello'), row('Dump'), row(LINK, true)], [['hello'], ['Dump', LINK]]],
    ['CS-8', [row('Dump'), row(LINK, true), row('thanks')], [['Dump', LINK], ['thanks']]],
    ['CS-9', [row(LINK, true), row('Dump')], [[LINK], ['Dump']]],
    [
      'CS-10',
      [row('A'), row(LINK, true), row('B'), row(LINK, true)],
      [
        ['A', LINK],
        ['B', LINK],
      ],
    ],
    [
      'a second preview after a closed pair',
      [row('A'), row(LINK, true), row('www.example.com', true)],
      [['A', LINK], ['www.example.com']],
    ],
    [
      'a marked row that says more than its link',
      [row('A'), row(`look at ${LINK}`, true)],
      [['A'], [`look at ${LINK}`]],
    ],
  ])('%s', (_, rows, expected) => {
    expect(texts(groupsOf(rows, KNOWN))).toEqual(expected);
  });

  it('leaves the last unmarked row open for a preview that may still come', () => {
    const { closed, open } = pairUp([row('A'), row('B')]);
    expect(texts(closed)).toEqual([['A']]);
    expect(open?.message.text).toBe('B');
  });
});

describe('a bucket of a build that marks nothing', () => {
  it('merges as a whole (CS-1b, CS-6)', () => {
    expect(texts(groupsOf([row('Dump'), row(LINK)], UNKNOWN))).toEqual([['Dump', LINK]]);
    const flood = Array.from({ length: 12 }, (_, index) => row(`t${index}`));
    expect(groupsOf(flood, UNKNOWN)).toHaveLength(1);
  });

  it('falls under the pair rule as soon as one of its rows is marked', () => {
    expect(groupsOf([row('hello'), row('Dump'), row(LINK, true)], UNKNOWN)).toHaveLength(2);
  });

  it('merges under a plain debounce, marked or not (COA-5)', () => {
    expect(groupsOf([row('a'), row('b')], { pairsOnly: false, isMetadataKnown: true })).toHaveLength(1);
  });
});
