import { describe, expect, it } from 'vitest';
import { locatorOf } from '../../../engine/config/locator.ts';
import { createMemoryCore } from '../../../engine/store/memory.ts';
import { runStory, type Story } from '../../../scenarios/sim/crash.ts';
import { readJournal } from '../../../scenarios/sim/inspect.ts';
import { createInstallation, type Installation } from '../../../scenarios/sim/installation.ts';
import type { NodeOptions } from '../../../scenarios/sim/node.ts';
import type { PrepareScript } from '../../../scenarios/sim/preparer.ts';
import { expectNoViolation } from '../../support/scenarios/crash-points.ts';
import { ALICE, ONE_MESSAGE, PREPARED } from '../../support/scenarios/stories.ts';

const LOCATOR = locatorOf({ dbPath: '/sim/chat.db' });

describe('crash at every effect, with turns that are prepared', () => {
  it('asks with what was committed and never with anything else', async () => {
    await expectNoViolation('a', PREPARED);
  });
});

describe('a turn that is being prepared', () => {
  const prepare: PrepareScript = (_turn, nowMs) => ({
    history: [{ sender: ALICE, text: `a look at ${nowMs}`, sentAtMs: null }],
  });
  const turnOf = (installation: Installation) => installation.journal(LOCATOR, 'default')!.turns[0];

  it('is given up when the gateway stops, and prepared anew by the next one', async () => {
    const installation = createInstallation({ seed: 'a', prepare });
    const begun = () => installation.world.lines().some((line) => line.includes(' prepare '));
    installation.start();
    installation.text(ALICE, 'hello', { inMs: 1_000 });
    await installation.world.advanceUntil(begun, 9_000);
    expect(begun()).toBe(true);
    await installation.stop();
    expect(turnOf(installation)).toMatchObject({ state: 'running', preparation: null });
    expect(installation.ledger.agentCalls).toEqual([]);
    installation.start();
    await installation.world.advance(9_000);
    expect(turnOf(installation)).toMatchObject({ state: 'answered', attempts: 2 });
    expect(installation.ledger.agentCalls).toHaveLength(1);
  });

  it('fails in the end where preparing takes the gateway down each time', async () => {
    const installation = createInstallation({ seed: 'a', prepare });
    const crashAt: NodeOptions['crashAt'] = (_count, kind) => (kind === 'prepare' ? 'before' : null);
    installation.text(ALICE, 'hello', { inMs: 1_000 });
    let lives = 0;
    for (let isOver = false; !isOver && lives < 30; lives += 1) {
      const { node } = installation.start({ crashAt });
      await installation.world.advanceUntil(() => !node.isAlive(), 9_000);
      isOver = node.isAlive();
    }
    expect(turnOf(installation)).toMatchObject({ state: 'failed', attempts: lives, preparation: null });
    expect(installation.ledger.agentCalls).toEqual([]);
  });
});

describe('what that exploration rests on', () => {
  const prepare = () => ({ history: [{ sender: 'a', text: 'earlier', sentAtMs: null }] });
  const commitsOf = async (story: Story) => {
    const { installation, violations } = await runStory('a', story, null);
    expect(violations).toEqual([]);
    return installation.world.lines().filter((line) => line.includes('commit')).length;
  };

  it('gives the agent what was found, and nothing where that failed', async () => {
    const core = createMemoryCore();
    const story: Story = { ...PREPARED, installation: { ...PREPARED.installation, core } };
    const { violations, installation } = await runStory('a', story, null);
    expect(violations).toEqual([]);
    const { turns } = readJournal(core, LOCATOR)!;
    expect(turns.map(({ text, preparation }) => [text, preparation!.history?.[0]?.text])).toEqual([
      ['hello', expect.stringContaining('a look at ')],
      ['again', expect.stringContaining('a look at ')],
      ['other', undefined],
    ]);
    const said = (wanted: string) =>
      installation.ledger.log.flatMap(({ level, message }) => (level === wanted ? [message] : []));
    const ofTurns = said('warn').filter((line) => line.includes('a turn goes on'));
    expect(ofTurns).toEqual(['imessage: a turn goes on without its script: Error']);
    expect(said('debug')).toContain('imessage: script: the history cannot be read');
  });

  it('needs one commit more for a message, and none where nothing is to be prepared', async () => {
    const plain = await commitsOf(ONE_MESSAGE);
    expect(await commitsOf({ ...ONE_MESSAGE, installation: { prepare } })).toBe(plain + 1);
  });
});
