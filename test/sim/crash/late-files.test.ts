// What chat.db said of a row survives with it: a file that is still to come is waited for after a crash as before.

import { describe, expect, it } from 'vitest';
import { runStory } from '../../../scenarios/sim/crash.ts';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';
import { LATE_FILE } from '../../support/scenarios/late-file-story.ts';

/** Its row is told before its file is noted. */
const SEED = '12';

describe('crash at every effect, with a file that comes late', () => {
  it('gives the agent the words with their file (ruling-24)', async () => {
    await expectNoViolation(SEED, LATE_FILE);
  });

  it('rests on a row that is told without its file', async () => {
    const { installation, violations } = await runStory(SEED, LATE_FILE, null);
    expect(violations).toEqual([]);
    const { verdicts } = installation.journal('/sim/chat.db', 'default')!;
    expect(verdicts.flatMap(({ facts }) => facts?.kind ?? [])).toMatchObject([{ hasFiles: true }]);
  });
});
