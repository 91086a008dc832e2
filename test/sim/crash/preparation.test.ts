import { describe, expect, it } from 'vitest';
import { locatorOf } from '../../../engine/config/locator.ts';
import { createMemoryCore } from '../../../engine/store/memory.ts';
import { runStory, type Story } from '../../../scenarios/sim/crash.ts';
import { readJournal } from '../../../scenarios/sim/inspect.ts';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';
import { ONE_MESSAGE, PREPARED } from '../../support/scenarios/stories.ts';

describe('crash at every effect, with turns that are prepared', () => {
  it.each(['a', 'b'])('asks with what was committed and never with anything else, seed %s', async (seed) => {
    await expectNoViolation(seed, PREPARED);
  });
});

describe('what that exploration rests on', () => {
  const prepare = () => ({ history: [{ sender: 'a', text: 'earlier', sentAtMs: null }] });
  const commitsOf = async (story: Story) => {
    const { installation, violations } = await runStory('a', story, null);
    expect(violations).toEqual([]);
    return installation.world.lines.filter((line) => line.includes('commit')).length;
  };

  it('gives the agent what was found, and nothing where that failed', async () => {
    const core = createMemoryCore();
    const story: Story = { ...PREPARED, installation: { ...PREPARED.installation, core } };
    const { violations, installation } = await runStory('a', story, null);
    expect(violations).toEqual([]);
    const { turns } = readJournal(core, locatorOf({ dbPath: '/sim/chat.db' }))!;
    expect(turns.map(({ text, preparation }) => [text, preparation!.history?.[0]?.text])).toEqual([
      ['hello', expect.stringContaining('a look at ')],
      ['again', expect.stringContaining('a look at ')],
      ['other', undefined],
    ]);
    const warnings = installation.ledger.log.filter(({ level }) => level === 'warn');
    expect(warnings.map(({ message }) => message)).toEqual([
      'imessage: a turn goes on without its script: the history cannot be read',
    ]);
  });

  it('needs one commit more for a message, and none where nothing is to be prepared', async () => {
    const plain = await commitsOf(ONE_MESSAGE);
    expect(await commitsOf({ ...ONE_MESSAGE, installation: { prepare } })).toBe(plain + 1);
  });
});
