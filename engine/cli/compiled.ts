import * as nodeModule from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * What Node makes of the sources in a checkout is kept, beside what it keeps for the tests. A bundle sees to that
 * before it is loaded, and a package is compiled already.
 */
export function keepCompiled(): void {
  if (!import.meta.url.endsWith('.ts')) return;
  nodeModule.enableCompileCache(
    fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url)),
  );
}
