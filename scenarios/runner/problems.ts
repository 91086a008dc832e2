// What is wrong with a scenario file, as `file:line:column: message`.

import type { z } from 'zod';
import { ZodArray, ZodObject, ZodOptional, ZodRecord, ZodType, ZodUnion } from 'zod';
import { pathText } from '../../engine/config/problems.ts';
import { printable } from '../observe/printable.ts';
import { type Problem, suggestion } from '../vocabulary/problem.ts';
import type { Position } from './source-text.ts';

/** A file that cannot be run. The message has one line for each problem. */
export class ScenarioProblems extends Error {
  override readonly name = 'ScenarioProblems';
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

export function problemLine(file: string, { line, column }: Position, text: string): string {
  return `${file}:${line}:${column}: ${printable(text)}`;
}

/** What the schema found, in our words. `schema` is asked for the keys that would have been right. */
export function problemsOf(issues: readonly z.core.$ZodIssue[], schema: z.ZodType): Problem[] {
  const problems = issues.flatMap((issue) => problemsOfIssue(issue, [], schema));
  // A key that is misspelt is not missing as well.
  const misspelt = new Set(problems.filter(({ isKey }) => isKey).map(({ path }) => parentOf(path)));
  return problems.filter(({ path, isMissing }) => !(isMissing && misspelt.has(parentOf(path))));
}

interface FoundProblem extends Problem {
  readonly isMissing?: true;
}

function parentOf(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.slice(0, -1));
}

function problemsOfIssue(
  issue: z.core.$ZodIssue,
  above: readonly PropertyKey[],
  schema: z.ZodType,
): FoundProblem[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    const known = schemasAt(schema, path).flatMap((each) =>
      each instanceof ZodObject ? Object.keys(each.shape) : [],
    );
    return issue.keys.map((key) => ({
      path: [...path, key],
      text: `unknown key "${key}". ${suggestion(key, known)}`,
      isKey: true,
    }));
  }
  if (issue.code === 'invalid_union') {
    const best = closestBranch(issue.errors);
    if (best) return best.flatMap((inner) => problemsOfIssue(inner, path, schema));
  }
  if (issue.code === 'invalid_key' && issue.issues[0])
    return [{ path, text: issue.issues[0].message, isKey: true }];
  if (issue.input === undefined) {
    const meaning = schemasAt(schema, path).find((each) => each.description !== undefined)?.description;
    const text = `${pathText(path)}: missing, ${expectation(issue)}${meaning === undefined ? '' : `: ${meaning}`}`;
    return [{ path, text, isMissing: true }];
  }
  if (issue.input === null) {
    const what = path.length === 0 ? 'the file is empty' : `${pathText(path)}: has no value`;
    return [{ path, text: `${what}, ${expectation(issue)}` }];
  }
  if (issue.code === 'custom') return [{ path, text: issue.message }];
  return [{ path, text: `${shown(issue.input)} is not allowed here, ${expectation(issue)}` }];
}

/** The alternative that fits but for something inside it; null when none has even the right type. */
function closestBranch(branches: readonly z.core.$ZodIssue[][]): z.core.$ZodIssue[] | null {
  const isOfType = (issue: z.core.$ZodIssue): boolean => {
    if (issue.path.length > 0) return true;
    if (issue.code === 'invalid_union') return closestBranch(issue.errors) !== null;
    return issue.code !== 'invalid_type' && issue.code !== 'invalid_value';
  };
  return branches.find((branch) => branch.every(isOfType)) ?? null;
}

/** What may stand at a path. */
function schemasAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType[] {
  let at = alternatives(schema);
  for (const key of path) {
    at = at.flatMap((each) => {
      if (each instanceof ZodObject) return alternatives(each.shape[String(key)] ?? each.def.catchall);
      if (each instanceof ZodRecord) return alternatives(each.valueType);
      return each instanceof ZodArray ? alternatives(each.element) : [];
    });
  }
  return at;
}

function alternatives(schema: unknown): z.ZodType[] {
  if (schema instanceof ZodOptional) {
    const { description } = schema;
    const inner = alternatives(schema.unwrap());
    return description === undefined ? inner : inner.map((each) => each.describe(description));
  }
  if (schema instanceof ZodUnion) return schema.options.flatMap(alternatives);
  return schema instanceof ZodType ? [schema] : [];
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${TYPES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `expected ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
    case 'invalid_union':
      return `expected ${[...new Set(issue.errors.flat().map(expectation))].join(' or ').replaceAll('expected ', '')}`;
    case 'too_small':
      return `expected ${issue.origin === 'array' ? 'at least one entry' : `${issue.minimum} or more`}`;
    case 'too_big':
      return `expected ${issue.maximum} or less`;
    default:
      return issue.message;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text (in quotes, if it looks like a number)',
  int: 'a whole number',
  number: 'a whole number',
  array: 'a list',
  object: 'keys with values',
  record: 'keys with values',
};

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a set of keys';
  return JSON.stringify(value) ?? String(value);
}
