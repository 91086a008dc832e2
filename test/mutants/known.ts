// Whether the oracle finds by itself the faults that are known to stand in the engine, in worlds drawn at random.

import { drawScenario } from '../../scenarios/swarm/draw/draw.ts';
import { play } from '../../scenarios/swarm/play.ts';
import { isOfOracle } from './clauses.ts';

/** As in test/requirements. */
export const HUNTED_KINDS: readonly string[] = [];

interface Caught {
  readonly worlds: number;
  readonly seed: string;
  readonly clause: string;
}

/** Prints a line for each kind. Answers how many slipped through all of `worlds`. */
export async function slippedThroughOracle(kinds: readonly string[], worlds: number): Promise<number> {
  const caught = new Map<string, Caught>();
  for (let played = 1; played <= worlds && caught.size < kinds.length; played += 1) {
    const seed = `known-${played}`;
    const { violations } = await play(drawScenario(seed));
    for (const { kind, clause } of violations) {
      if (kind !== null && kinds.includes(kind) && isOfOracle(clause) && !caught.has(kind))
        caught.set(kind, { worlds: played, seed, clause });
    }
  }
  for (const kind of kinds) {
    const by = caught.get(kind);
    if (by)
      console.log(`caught   ${kind}  in world ${String(by.worlds).padStart(4)}, ${by.seed}: ${by.clause}`);
    else console.log(`SLIPPED  ${kind}  in ${worlds} worlds`);
  }
  return kinds.length - caught.size;
}
