import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Each program from its source and from its bundle, below the root. */
export const PROGRAMS = {
  imgate: { source: 'engine/cli/main.ts', bundle: 'dist/engine/imgate-bundle/start.js' },
  'imgate-lab': { source: 'scenarios/cli/main.ts', bundle: 'dist/scenarios/imgate-lab-bundle/start.js' },
} as const;

/** What the wrapper of a program has Node run: its bundle where there is one, else its source. */
export function programPath(name: keyof typeof PROGRAMS): string {
  const { source, bundle } = PROGRAMS[name];
  return existsSync(`${ROOT}${bundle}`) ? `${ROOT}${bundle}` : `${ROOT}${source}`;
}
