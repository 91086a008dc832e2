import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SKIPPED = ['.git', 'node_modules', 'dist', 'results'];

export interface SourceFile {
  /** From the root of the repository, with slashes. */
  readonly path: string;
  readonly text: string;
}

/**
 * The text files under a folder or at a path of the repository, in the order of their paths.
 *
 * @param root Of a copy of it, with a slash at its end. Default: the repository itself.
 */
export function sourceFiles(under = '', root = ROOT): SourceFile[] {
  return pathsUnder(under, root).map((path) => ({ path, text: readFileSync(root + path, 'utf8') }));
}

function pathsUnder(path: string, root: string): string[] {
  if (path !== '' && !statSync(root + path).isDirectory()) return [path];
  const names = readdirSync(root + path).filter((name) => !SKIPPED.includes(name));
  return names.sort().flatMap((name) => pathsUnder(path === '' ? name : `${path}/${name}`, root));
}

/** TypeScript without comments, so that a rule about code does not read prose. Strings stay. */
export function withoutComments(text: string): string {
  return text.replace(
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (_, literal?: string) => literal ?? '',
  );
}

/** What a TypeScript file imports or re-exports, types included, as written. A text `'import'` is no word of the language. */
export function importsOf(text: string): string[] {
  const pattern =
    /(?:^|\n)\s*(?:import|export)\b[^;'"]*?from\s*['"]([^'"]+)['"]|(?<!'(?=import')|"(?=import"))\bimport\s*\(?\s*['"]([^'"]+)['"]/g;
  return [...withoutComments(text).matchAll(pattern)].map((match) => match[1] ?? match[2]!);
}
