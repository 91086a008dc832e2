// An answer of words and files, with a tapback ahead of it, while sends go wrong in each way there is.

import { describe, expect, it } from 'vitest';
import { runStory } from '../../../scenarios/sim/crash.ts';
import { ANSWER_BY_BRIDGE, ANSWER_BY_SCRIPT } from '../../support/scenarios/answer-stories.ts';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';

describe('crash at every effect, with an answer of words and files', () => {
  it.each([ANSWER_BY_BRIDGE, ANSWER_BY_SCRIPT])(
    'sends each part at most once, in order, and calls none sent without its row: $name (OUT-4, OUT-13)',
    async (story) => {
      await expectNoViolation('a', story);
    },
  );
});

describe('without a crash', () => {
  const endsOf = async (story: typeof ANSWER_BY_BRIDGE) => {
    const { installation, violations } = await runStory('a', story, null);
    expect(violations).toEqual([]);
    const ends = new Map<string, string>();
    for (const { event } of installation.events('part')) ends.set(event.text, event.state);
    return Object.fromEntries(ends);
  };

  it('each part ends as what became of it, and a refused file takes along what is said of it alone', async () => {
    expect(await endsOf(ANSWER_BY_BRIDGE)).toEqual({
      '': 'sent',
      well: 'sent',
      'a.txt': 'sent',
      see: 'sent',
      'b.txt': 'undelivered',
      'so long': 'unknown',
    });
    expect(await endsOf(ANSWER_BY_SCRIPT)).toEqual({
      well: 'unknown',
      'a.txt': 'failed',
      see: 'failed',
      'b.txt': 'sent',
      'so long': 'sent',
    });
  });
});
