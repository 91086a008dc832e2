import { describe, expect, it } from 'vitest';
import { locatorOf } from '../../../engine/config/locator.ts';
import { createMemoryCore } from '../../../engine/store/memory.ts';
import { runStory, type Story } from '../../../scenarios/sim/crash.ts';
import { readJournal } from '../../../scenarios/sim/inspect.ts';
import { ALICE, ONE_MESSAGE, TWO_LANES } from '../../support/scenarios/stories.ts';

describe('what the exploration rests on', () => {
  it('finds nothing to complain of in a run without a crash, and every reply was sent', async () => {
    const core = createMemoryCore();
    const run = await runStory('a', { ...TWO_LANES, installation: { core } }, null);
    expect(run.violations).toEqual([]);
    const journal = readJournal(core, locatorOf({ dbPath: '/sim/chat.db' }))!;
    expect(journal.counts.fates).toMatchObject({ dispatched: 5, echo: 5 });
    expect(journal.parts.map((part) => part.state)).toEqual(['sent', 'sent', 'sent', 'sent', 'sent']);
  });

  it('notices a reply that was sent twice', async () => {
    const story: Story = {
      ...ONE_MESSAGE,
      plan(installation) {
        ONE_MESSAGE.plan(installation);
        installation.device.schedule(
          { kind: 'script-send', to: ALICE, text: 'You said: hello' },
          { inMs: 3_000 },
        );
      },
    };
    const run = await runStory('a', story, null);
    expect(run.violations).toEqual([
      'sent 2 times, asked 1 times: You said: hello',
      'oracle: doubled: an answer for any;-;+15550001111 left 2 times, asked for 1 times',
      'oracle: order: answers left for any;-;+15550001111 in another order than they were said',
    ]);
  });
});
