import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Drawn } from '../swarm/drawn.ts';
import type { Violation } from '../swarm/play.ts';
import { scenarioText } from '../swarm/write-scenario.ts';

/** Where scenarios that fail go, from the current folder. */
const RESULTS_FOLDER = 'results';

/** Writes a scenario file, over an earlier one of the same seed. Answers the lines that run it. */
export function writeFailing(
  drawn: Drawn,
  violations: readonly Violation[],
  folder: string = RESULTS_FOLDER,
): string[] {
  const own = resolve(folder, drawn.about);
  mkdirSync(own, { recursive: true });
  const file = join(own, `${drawn.about}.yaml`);
  writeFileSync(file, scenarioText(drawn, violations));
  return [file, `  imgate-lab scenario run ${shellWord(file)}`, `  ${replayLine(drawn.seed)}`];
}

function replayLine(seed: string): string {
  return `imgate-lab swarm --only ${seed}`;
}

function shellWord(text: string): string {
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
