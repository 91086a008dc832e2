import { describe, expect, it } from 'vitest';
import { explainMismatch, matchesAll } from '../../../../scenarios/vocabulary/match.ts';

const said = (from: string, text: string) => ({ key: `${from}/${text}`, lane: from, fields: { from, text } });
const ITEMS = [said('alice', 'one'), said('bob', 'two'), said('alice', 'three')];

describe('a list of expected things', () => {
  it('holds in any order across lanes', () => {
    expect(matchesAll([{ from: 'bob' }, { text: 'one' }, { text: 'three' }], ITEMS)).toBe(true);
  });

  it('does not hold out of order within a lane', () => {
    expect(matchesAll([{ text: 'three' }, { text: 'one' }, { from: 'bob' }], ITEMS)).toBe(false);
  });

  it('does not hold when there is more or less', () => {
    expect(matchesAll([{ from: 'bob' }, { text: 'one' }], ITEMS)).toBe(false);
    expect(matchesAll([{}, {}, {}, {}], ITEMS)).toBe(false);
  });

  it('finds the one assignment that holds where the first that fits leads nowhere', () => {
    expect(matchesAll([{}, { text: 'one' }, { text: 'three' }], ITEMS)).toBe(true);
  });
});

describe('why it does not hold', () => {
  it('names the nearest thing and the fields that differ, and what nobody expected', () => {
    expect(
      explainMismatch(
        [
          { from: 'alice', text: 'tree' },
          { from: 'bob', text: 'two' },
        ],
        ITEMS,
      ),
    ).toEqual([
      'missing: { from: alice, text: "tree" }',
      'nearest: { from: alice, text: "one" }',
      '         text is "one", not "tree"',
      'not expected: { from: alice, text: "three" }',
    ]);
  });

  it('says when only the order is wrong', () => {
    expect(explainMismatch([{ text: 'three' }, { text: 'one' }, { text: 'two' }], ITEMS)).toEqual([
      'all of it happened, but in another order',
    ]);
  });
});
