import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The scenario files that paths name: folders with all that is in them. Throws as `node:fs` does. */
export function findScenarioFiles(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yaml') && !name.includes('node_modules'))
      .sort()
      .map((name) => join(path, name));
  });
}
