import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { runStory } from '../../scenarios/sim/crash.ts';
import { LONG_REPLIES, TWO_LANES } from '../support/scenarios/stories.ts';

async function traceOf(seed: string, story = TWO_LANES): Promise<string> {
  const { installation } = await runStory(seed, story, null);
  return installation.world.lines().join('\n');
}

describe('the trace of a seed', () => {
  it('is the same to the byte when run again', async () => {
    expect(await traceOf('a')).toBe(await traceOf('a'));
    expect(await traceOf('a', LONG_REPLIES)).toBe(await traceOf('a', LONG_REPLIES));
  });

  it('differs by seed', async () => {
    const digest = async (seed: string) =>
      createHash('sha256')
        .update(await traceOf(seed))
        .digest('hex');
    expect(await digest('a')).not.toBe(await digest('b'));
  });
});
