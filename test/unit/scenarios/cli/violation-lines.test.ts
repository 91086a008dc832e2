import { expect, it } from 'vitest';
import { violationLines } from '../../../../scenarios/cli/violation-lines.ts';

const found = ['a', 'b', 'c'].map((text) => ({ clause: 'silent', text, kind: null }));

it('a world that went wrong is told of in a few lines, however much is wrong in it', () => {
  expect(violationLines('s-7', found, 3)).toEqual([
    '✗ s-7 silent: "a"',
    '✗ s-7 silent: "b"',
    '✗ s-7 silent: "c"',
  ]);
  expect(violationLines('s-7', found, 2)).toEqual([
    '✗ s-7 silent: "a"',
    '✗ s-7 silent: "b"',
    '✗ s-7 and 1 more: imgate-lab swarm --only s-7',
  ]);
});
