import type { z } from 'zod';
import { ZodArray, ZodDiscriminatedUnion, ZodObject, ZodRecord } from 'zod';
import { clean, redactHandle } from '../log-text.ts';
import { isForeign } from './keys/key.ts';
import type { Problem } from './keys/subject.ts';
import { nearestKey } from './nearest-key.ts';
import { SUBJECTS } from './subjects.ts';
import { unwrapped } from './walk.ts';

/** Values longer than this are cut in messages. */
const SHOWN_LENGTH_MAX = 40;
const HANDLE_KEYS = SUBJECTS.flatMap((subject) => subject.handleKeys);

export function problemLine({ path, text }: Problem): string {
  return path.length === 0 ? text : `${pathText(path)}: ${text}`;
}

/** `channels.imessage.accounts.work.allowFrom[0]`. Keys that are no plain words are quoted. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => {
      if (typeof key === 'number') return `[${key}]`;
      const name = String(key);
      if (!/^[\w*-]+$/.test(name)) return `[${JSON.stringify(clean(name, SHOWN_LENGTH_MAX))}]`;
      return index === 0 ? name : `.${name}`;
    })
    .join('');
}

/** What the schema found, in our words. `schema` is asked for the keys that would have been right. */
export function problemsOf(issues: readonly z.core.$ZodIssue[], schema: z.ZodType): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    if (issue.code === 'unrecognized_keys') return unknownKeys(issue, schema);
    if (issue.code === 'invalid_key')
      return [{ path: issue.path, text: issue.issues[0]?.message ?? 'bad key' }];
    const input = inputOf(issue);
    const expected = expectation(issue);
    if (input === undefined) return [{ path: issue.path, text: `missing, ${expected}` }];
    if (isLength(issue))
      return [{ path: issue.path, text: `${lengthOf(input)} is not allowed, ${expected}` }];
    return [{ path: issue.path, text: `${shown(input, issue.path)} is not allowed, ${expected}` }];
  });
}

/** Of a value that fits none of several forms, what was to tell which of them it has. */
function inputOf({ input, ...issue }: z.core.$ZodIssue): unknown {
  if (issue.code !== 'invalid_union' || issue.discriminator === undefined) return input;
  return (input as Record<string, unknown>)[issue.discriminator];
}

function unknownKeys(issue: z.core.$ZodIssueUnrecognizedKeys, schema: z.ZodType): Problem[] {
  const forms = formsAt(schema, issue.path);
  const known = [...new Set(forms.flatMap((form) => ownKeys(form)))];
  return issue.keys.map((key) => {
    const path = [...issue.path, key];
    const owners = forms.filter((form) => Object.hasOwn(form.shape, key));
    if (owners.length > 0) return { path, text: `has no effect here; only ${ownersText(owners)} has it` };
    const nearest = nearestKey(key, known);
    const remedy = nearest === null ? `Known here: ${known.join(', ')}.` : `Did you mean ${nearest}?`;
    return { path, text: `unknown key. ${remedy}` };
  });
}

const ownKeys = ({ shape }: ZodObject) =>
  Object.keys(shape).filter((name) => !isForeign(shape[name] as z.ZodType));

/** The objects that may stand there: several where one of their keys tells them apart. */
function formsAt(schema: z.ZodType, path: readonly PropertyKey[]): ZodObject[] {
  let at: unknown = schema;
  for (const key of [...path, null]) {
    at = unwrapped(at);
    if (key === null) break;
    if (at instanceof ZodObject) at = at.shape[String(key)];
    else if (at instanceof ZodRecord) at = at.valueType;
    else if (at instanceof ZodArray) at = at.element;
  }
  if (at instanceof ZodDiscriminatedUnion) return at.options as ZodObject[];
  return at instanceof ZodObject ? [at] : [];
}

/** `an agent of type "command"` */
function ownersText(owners: readonly ZodObject[]): string {
  return alternatives(owners.map((form) => form.description ?? 'another form'));
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${EXPECTED_TYPES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `expected ${alternatives(issue.values.map(quoted))}`;
    case 'invalid_union':
      return `expected ${alternatives('options' in issue ? issue.options.map(quoted) : formsOf(issue))}`;
    case 'too_small':
      if (issue.origin === 'array') return 'expected at least one entry';
      return `expected ${issue.minimum} or more${unitOf(issue)}`;
    case 'too_big':
      return `expected ${issue.maximum} or less${unitOf(issue)}`;
    default:
      return issue.message;
  }
}

/** What each of its forms would have been, of those that nothing tells apart. */
function formsOf({ errors }: z.core.$ZodIssueInvalidUnion): string[] {
  const first = errors.flatMap(([issue]) => issue ?? []);
  return [...new Set(first.map((issue) => expectation(issue).replace(/^expected /, '')))];
}

type OfLength = z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall;

/** Whether a text is as long as it may not be: what it says is nothing to show. */
function isLength(issue: z.core.$ZodIssue): issue is OfLength {
  return (issue.code === 'too_big' || issue.code === 'too_small') && issue.origin === 'string';
}

const unitOf = ({ origin }: OfLength) =>
  origin === 'string' ? ' characters' : origin === 'array' ? ' entries' : '';

const lengthOf = (text: unknown) =>
  text === '' ? 'an empty text' : `a text of ${String(text).length} characters`;

const EXPECTED_TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
};

const quoted = (value: unknown) => JSON.stringify(value);

function alternatives(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function shown(value: unknown, path: readonly PropertyKey[]): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'function') return 'a function';
  const word = String(value);
  if (value === null || typeof value === 'boolean') return word;
  // Configuration errors end up in logs and bug reports, where people's numbers have no place.
  if (path.some((key) => HANDLE_KEYS.includes(String(key)))) return `"${redactHandle(word)}"`;
  return typeof value === 'string' ? `"${clean(word, SHOWN_LENGTH_MAX)}"` : clean(word, SHOWN_LENGTH_MAX);
}
