// Plays the seeds of its arguments and prints a line of JSON for each: the seed, and the clauses of the oracle that it
// found broken. Run with the tree that it stands in, which may hold a mutant. `--until-broken` stops at the first.

import { drawScenario } from '../../scenarios/swarm/draw/draw.ts';
import { play } from '../../scenarios/swarm/play.ts';
import { isOfOracle } from './clauses.ts';

export interface PlayedSeed {
  readonly seed: string;
  /** `answered`, `order` …, each once. */
  readonly clauses: readonly string[];
  /** Whether anything at all was wrong, checkers and exceptions included. */
  readonly isClean: boolean;
}

async function playSeed(seed: string): Promise<PlayedSeed> {
  const { violations } = await play(drawScenario(seed));
  const ofOracle = violations.map(({ clause }) => clause).filter(isOfOracle);
  return { seed, clauses: [...new Set(ofOracle)], isClean: violations.length === 0 };
}

const [mode, ...seeds] = process.argv.slice(2);
for (const seed of seeds) {
  const played = await playSeed(seed);
  console.log(JSON.stringify(played));
  if (mode === '--until-broken' && played.clauses.length > 0) break;
}
