import { describe, expect, test } from 'vitest';
import { type Conduct, changeOf, differences } from '../../../../scenarios/swarm/conduct.ts';

const NOTHING: Conduct = { fates: {}, turns: {}, parts: {}, lanes: {} };

describe('what two gateways did', () => {
  test('is equal where nothing differs', () => {
    const conduct = { ...NOTHING, fates: { 'default guid:A': 'dispatched: admitted' } };
    expect(differences(conduct, structuredClone(conduct))).toEqual([]);
  });

  test.each<[string, Partial<Conduct>, Partial<Conduct>]>([
    [
      'fates: dead: no chat → dispatched: admitted',
      { fates: { A: 'dead: no chat' } },
      { fates: { A: 'dispatched: admitted' } },
    ],
    ['fates: only after', {}, { fates: { A: 'dispatched: admitted' } }],
    ['turns: only before', { turns: { A: 'hello' } }, {}],
    ['turns: other words or another order', { turns: { A: 'hello' } }, { turns: { A: 'hell' } }],
    ['lanes: other words or another order', { lanes: { C: '"1" "2" ' } }, { lanes: { C: '"2" "1" ' } }],
    [
      'parts: sent → unknown',
      { parts: { 'A part 0': 'sent: hi' } },
      { parts: { 'A part 0': 'unknown: hi' } },
    ],
    ['parts: other words', { parts: { 'A part 0': 'sent: hi' } }, { parts: { 'A part 0': 'sent: ho' } }],
  ])('differs in %s', (change, before, after) => {
    const found = differences({ ...NOTHING, ...before }, { ...NOTHING, ...after });
    expect(found.map(changeOf)).toEqual([change]);
  });
});
