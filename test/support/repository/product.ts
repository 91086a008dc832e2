import { posix } from 'node:path';
import { importsOf, sourceFiles, withoutComments } from './source-files.ts';

export interface Source {
  readonly path: string;
  readonly text: string;
  readonly code: string;
  /** Files of the repository by their path, packages and built-in modules by their name. */
  readonly imports: readonly string[];
}

/** Every TypeScript file of the house. */
export const SOURCES: readonly Source[] = ['engine', 'fake-imsg', 'scenarios', 'bench', 'test']
  .flatMap((folder) => sourceFiles(folder))
  .filter(({ path }) => path.endsWith('.ts'))
  .map(({ path, text }) => ({
    path,
    text,
    code: withoutComments(text),
    imports: resolvedImports(path, text),
  }));

/** What runs outside of tests. */
export const PRODUCT = SOURCES.filter(({ path }) => /^(engine|fake-imsg)\//.test(path));

function resolvedImports(path: string, text: string): string[] {
  return importsOf(text).map((name) => (name.startsWith('.') ? posix.join(posix.dirname(path), name) : name));
}
