import { expect, test } from 'vitest';
import { newFailures } from '../../../../scenarios/swarm/same-failure.ts';

const failureOf = (clause: string, text: string) => newFailures([{ clause, text, kind: null }])[0];

test.each([
  ['checker', 'lost: row 2 is still pending', 'lost: row 17 is still pending'],
  ['checker', 'turn "one" ended failed', 'turn "another one" ended failed'],
  ['crash', 'Error: no\n at one (a.ts:1)', 'Error: no\n at another (b.ts:2)'],
  ['unasked', 'something left for any;-;+15550001111 that', 'something left for any;+;chat9 that'],
  ['checker', 'sent 2 times, asked 1 times: yes', 'sent 3 times, asked 1 times: As to that: no'],
])('a failure of %s is the same with other rows, people and words', (clause, one, other) => {
  expect(failureOf(clause, one)).toBe(failureOf(clause, other));
});

test.each([
  ['another invariant', 'checker', 'lost: row 2 is still pending', 'conservation: 3 verdicts, 2 rows'],
  ['another exception', 'crash', 'TypeError: x is undefined', 'RangeError: Invalid time value'],
])('%s of the same clause is another failure', (_, clause, one, other) => {
  expect(failureOf(clause, one)).not.toBe(failureOf(clause, other));
});

test('what is known is no new failure', () => {
  expect(newFailures([{ clause: 'answered', text: 'row 1', kind: 'Q1' }])).toEqual([]);
});
