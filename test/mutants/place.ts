// Where a mutant goes: named by the exported thing it is in and the code there, whatever file that stands in and
// however it is laid out.

import type { SourceFile } from '../support/repository/source-files.ts';
import type { Mutant } from './mutant.ts';

/** Part of a file. */
export interface Place {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** A word, a text in quotes, or any other single character. */
const TOKENS = /[\w$]+|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\S/g;
const TOP_LEVEL = /^(?:export|async|function|const|let|class|interface|type|\/\*\*|\/\/)/gm;

/** Throws where there is not exactly one such place. */
export function placeOf({ name, within, find }: Mutant, files: readonly SourceFile[]): Place {
  const declaration = new RegExp(`^export (?:async )?(?:function|const|class) ${within}\\b`, 'm');
  const [file, ...others] = files.filter(({ text }) => declaration.test(text));
  if (!file || others.length > 0) {
    throw new Error(`${name}: ${within} is exported by ${file ? others.length + 1 : 0} files, not by one.`);
  }
  const from = declaration.exec(file.text)!.index;
  TOP_LEVEL.lastIndex = from + 1;
  const to = TOP_LEVEL.exec(file.text)?.index ?? file.text.length;
  const code = new RegExp(find.match(TOKENS)!.map(pattern).join('\\s*'), 'g');
  const [found, ...more] = [...file.text.slice(from, to).matchAll(code)];
  if (!found || more.length > 0) {
    const count = found ? more.length + 1 : 0;
    throw new Error(`${name}: its code stands ${count} times in ${within} (${file.path}), not once.`);
  }
  const start = from + found.index;
  return { file, start, end: start + found[0].length };
}

/** The text of the file with the mutant in place. */
export function mutated({ file, start, end }: Place, { replace }: Mutant): string {
  return file.text.slice(0, start) + replace + file.text.slice(end);
}

/** Quotes may be of either kind. */
function pattern(token: string): string {
  const literal = token.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return /^['"]$|^(['"]).*\1$/s.test(token) ? `['"]${literal.slice(1, -1)}['"]` : literal;
}
