// Whether the oracle notices a mutant by itself, in worlds drawn at random: only seeds count in which it finds nothing
// without the mutant.

import { execa } from 'execa';
import { withMutant } from './copy.ts';
import type { Mutant } from './mutant.ts';
import type { PlayedSeed } from './play-seeds.ts';

/** Prints a line for each mutant. Answers how many slipped through all of `seeds` worlds. */
export async function slippedThroughSwarm(
  folder: string,
  mutants: readonly Mutant[],
  seeds: number,
): Promise<number> {
  const drawn = Array.from({ length: seeds }, (_, index) => `mutants-${index + 1}`);
  const clean = (await played(folder, ['--all', ...drawn]))
    .filter(({ isClean }) => isClean)
    .map(({ seed }) => seed);
  console.log(`${clean.length} of ${seeds} worlds are clean without a mutant`);
  let slipped = 0;
  for (const mutant of mutants) {
    const runs = await withMutant(folder, mutant, () => played(folder, ['--until-broken', ...clean]));
    const last = runs.at(-1);
    const isCaught = last !== undefined && last.clauses.length > 0;
    if (!isCaught) slipped += 1;
    console.log(`${isCaught ? 'caught ' : 'SLIPPED'}  ${mutant.name} (${mutant.harm})`);
    if (isCaught) console.log(`         in world ${runs.length}, ${last.seed}: ${last.clauses.join(', ')}`);
  }
  return slipped;
}

async function played(folder: string, args: readonly string[]): Promise<PlayedSeed[]> {
  const { stdout } = await execa('node', ['test/mutants/play-seeds.ts', ...args], {
    cwd: folder,
    preferLocal: true,
  });
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as PlayedSeed);
}
