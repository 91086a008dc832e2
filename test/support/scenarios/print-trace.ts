// Prints the digest of a seed's trace: run in several processes, and by several versions of Node, it has to
// print the same.

import { createHash } from 'node:crypto';
import { runStory } from '../../../scenarios/sim/crash.ts';
import { LONG_REPLIES, TWO_LANES } from './stories.ts';

const seed = process.argv[2] ?? 'a';
for (const story of [TWO_LANES, LONG_REPLIES]) {
  const { installation } = await runStory(seed, story, { count: 40, when: 'after' });
  const digest = createHash('sha256').update(installation.world.lines().join('\n')).digest('hex');
  process.stdout.write(`${story.name}: ${installation.world.lines().length} lines, sha256 ${digest}\n`);
}
