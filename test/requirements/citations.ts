// What counts as a citation. `COA-9`, `ruling-4`, `wire-2.3` and the like count wherever they stand in prose,
// since nothing else looks like them. `A13` could be anything, so it counts in `covers: [A13]` and where a
// parenthesis begins with an id: `(A13)`, `(ECH-7, C8)`, `(H5: a broken pipe)`. Prose is the comments and test
// titles of TypeScript, the comments of YAML, and all of Markdown.

import { extname } from 'node:path';
import type { SourceFile } from '../support/repository/source-files.ts';

export interface Citation {
  readonly id: string;
  readonly path: string;
}

const LONG =
  /\b(?:(?:ACC|ACP|ACT|APR|ATT|BEY|CAP|CFG|COA|CS|CWR|ECH|HIS|MID|OUT|PAIR|REC|RS|SES|STA|SYS|TAP|TGT|TRN)-\d+[a-z]?|(?:wire|file)-\d+(?:\.\d+)?|(?:ruling|invariant)-\d+)\b/g;
const RANGE = /\b([A-Z]+-|(?:wire|file)-\d+\.|(?:ruling|invariant)-)(\d+) to \1(\d+)\b/g;
const SHORT = /^[A-KP-U][1-9]\d?$/;
const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/[^\n]*/gm;
/** Of a test, or of one that is made for each row of a table: `it.each([…])('…'`. */
const TITLE = /(?:\b(?:describe|it|test)(?:\.\w+)*\(|\)\()\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g;
const COVERS = /^covers: *\[([^\]]*)\]/gm;

/** A scenario that says what is right and fails, since the engine is not there yet. */
const KNOWN_FAULT = /^knownFault: *(\S+)/gm;

/** Each id that a file cites, once, in the order in which it is first met. */
export function citationsIn({ path, text }: SourceFile): Citation[] {
  const prose = proseOf(extname(path), text).replace(RANGE, spelledOut);
  const ids = [...prose.matchAll(LONG)].map(([id]) => id);
  const lists = [...prose.matchAll(/\(([^()]*)\)/g)].map((match) => match[1]!);
  const covered = extname(path) === '.yaml' ? [...text.matchAll(COVERS)].map((match) => match[1]!) : [];
  const known = extname(path) === '.yaml' ? [...text.matchAll(KNOWN_FAULT)].map((match) => match[1]!) : [];
  for (const list of [...lists.filter(beginsWithId), ...covered, ...known]) {
    ids.push(...list.split(/[^\w.-]+/).filter((word) => SHORT.test(word)));
  }
  for (const list of covered) ids.push(...[...list.matchAll(LONG)].map(([id]) => id));
  return [...new Set(ids)].map((id) => ({ id, path }));
}

/** What is not in the repository is not pointed at, and what is has one name. */
const OTHER_FORM =
  /\b(?:rulings?|invariants?) \d+|\bprotocol\s[\s*/#]*(?:page|sections?)\b|\b(?:chat-db|channel-behaviour|imsg-protocol|design)\.md\b|\bfailure-cases\b/gi;
/** The page that a design was written on. */
const PAGE = /\bDESIGN\b(?!\.md)/g;
const ID = String.raw`(?:[A-Z]{2,4}-\d+[a-z]?|[A-KP-U]\d+|(?:ruling|invariant|wire|file)-[\d.]*\d)`;
/** A comment, or a line of one, of nothing but ids. */
const BARE_ID = new RegExp(
  String.raw`^[^\S\n]*(?:\/\/|#|\/?\*\*?)[^\S\n]*${ID}(?:, ${ID})*\.?[^\S\n]*(?:\*\/)?$`,
  'gm',
);

/** Where a file cites in another form than by an id, or says nothing beside it. */
export function otherFormsIn({ path, text }: SourceFile): string[] {
  return [OTHER_FORM, PAGE, BARE_ID]
    .flatMap((form) => [...text.matchAll(form)])
    .map(([found]) => `${found.trim()} in ${path}`);
}

/** `COA-8 to COA-11` cites what is in between as well. */
function spelledOut(_: string, family: string, first: string, last: string): string {
  const count = Math.max(0, Number(last) - Number(first) + 1);
  return Array.from({ length: count }, (_none, index) => `${family}${Number(first) + index}`).join(', ');
}

function beginsWithId(list: string): boolean {
  const [first = ''] = list.split(/[^\w.-]/, 1);
  return SHORT.test(first) || new RegExp(`^${LONG.source}$`).test(first);
}

function proseOf(ending: string, text: string): string {
  if (ending === '.md') return text;
  if (ending === '.yaml') return text.replace(/^[^#\n]*/gm, '');
  const comments = [...text.matchAll(COMMENT)].map(([comment]) => comment);
  const titles = [...text.matchAll(TITLE)].map((match) => match[2]!);
  return [...comments, ...titles].join('\n');
}

/** Scenarios and tests that fail until something is mended. */
export const isOfKnownFaults = (path: string): boolean => /^(?:scenarios|test)\/known-faults\//.test(path);

/** Whether a citation in this file says that the requirement is held. What is a known fault is not. */
export function holds(path: string): boolean {
  if (isOfKnownFaults(path)) return false;
  if (path.startsWith('scenarios/')) return path.endsWith('.yaml');
  return path.startsWith('test/') && path.endsWith('.ts') && !path.startsWith('test/requirements/');
}
