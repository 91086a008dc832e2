import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { drawScenario } from '../swarm/draw/draw.ts';
import type { Drawn } from '../swarm/drawn.ts';
import type { Violation } from '../swarm/play.ts';
import { scenarioText } from '../swarm/write-scenario.ts';

/** Where scenarios that fail go, from the current folder. */
const RESULTS_FOLDER = 'results';

/** Writes the scenario of a seed as it was drawn. Answers the lines that run it, or one that says why there is no file. */
export function writeFailing(
  seed: string,
  violations: readonly Violation[],
  folder: string = RESULTS_FOLDER,
): string[] {
  const replay = `  imgate-lab swarm --only ${seed}`;
  try {
    const file = written(drawScenario(seed), violations, folder);
    return [file, `  imgate-lab scenario run ${shellWord(file)}`, replay];
  } catch (error) {
    return [`${seed} could not be written: ${(error as Error).message}`, replay];
  }
}

/** Writes a scenario that was made small over the one that was drawn. Answers a line that says so. */
export function writeSmall(
  drawn: Drawn,
  violations: readonly Violation[],
  folder: string = RESULTS_FOLDER,
): string {
  try {
    return `small: ${written(drawn, violations, folder)}`;
  } catch (error) {
    return `${drawn.seed}, made small, could not be written: ${(error as Error).message}`;
  }
}

function written(drawn: Drawn, violations: readonly Violation[], folder: string): string {
  const own = resolve(folder, drawn.about);
  mkdirSync(own, { recursive: true });
  const file = join(own, `${drawn.about}.yaml`);
  writeFileSync(file, scenarioText(drawn, violations));
  return file;
}

function shellWord(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
