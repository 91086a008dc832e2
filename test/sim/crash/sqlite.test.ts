import { afterAll, describe, expect, it } from 'vitest';
import { openSqliteCore } from '../../../engine/store/sqlite/core.ts';
import { runStory } from '../../../scenarios/sim/crash.ts';
import { createTempFolder } from '../../support/repository/temp-folder.ts';
import { describeFailure } from '../../support/scenarios/crash-points.ts';
import { ONE_MESSAGE } from '../../support/scenarios/stories.ts';

describe('crash at every effect, on SQLite', () => {
  const folder = createTempFolder();
  afterAll(folder.remove);

  it('answers one message once or reports it', async () => {
    let files = 0;
    const failures: string[] = [];
    for (let count = 1, isReached = true; isReached; count += 1) {
      for (const when of ['before', 'after'] as const) {
        files += 1;
        const core = openSqliteCore(`${folder.path}/${files}.db`);
        const run = await runStory('a', { ...ONE_MESSAGE, installation: { core } }, { count, when });
        core.close();
        if (run.violations.length > 0) failures.push(describeFailure(run));
        isReached = run.wasReached;
      }
    }
    console.log(`one message on SQLite: ${files - 2} crash points`);
    expect(failures).toEqual([]);
  });
});
