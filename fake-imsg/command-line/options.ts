// How imsg reads its command line (wire-1.1), and the texts of its complaints.

import type { CommandLinePolicy } from '../builds/command-lines.ts';
import { type Token, tokenize } from './argument-tokens.ts';
import type { ArgumentSpec, OptionSpec, Signature } from './signature.ts';
import { invalidOption, missingOption, UsageError } from './usage-error.ts';
import { wholeNumber } from './whole-number.ts';

export interface Options {
  flag(name: string): boolean;
  /** The value given last, or null. */
  text(name: string): string | null;
  /** All values, in their order. */
  texts(name: string): readonly string[];
  /** Throws `UsageError` where there is no value, or an empty one. */
  required(name: string): string;
  /** A whole number; null where none is given. What is none, or below `min`, the build ignores or refuses. */
  integer(name: string, rule?: { min?: number }): number | null;
  /** The positional arguments. */
  readonly rest: readonly string[];
}

type Policy = Pick<CommandLinePolicy, 'strayArguments' | 'badNumbers' | 'optionsBy'>;

/** Throws `UsageError`. */
export function readOptions(signature: Signature, args: readonly string[], policy: Policy): Options {
  const { options: specs, arguments: takes = [] } = signature;
  const given = new Map<string, string[]>();
  const rest: string[] = [];
  const tokens = tokenize(args, specs, policy.optionsBy);
  const isSame = policy.optionsBy === 'form' ? isSameSpelling : isSameName;
  while (tokens.length > 0) {
    const token = tokens.shift()!;
    if (token.kind === 'terminator') continue;
    if (token.kind === 'argument') rest.push(token.text);
    else if (token.kind === 'flags') readFlags(token.letters, specs, given);
    else readOption(token, specs, given, { tokens, isSame });
  }
  checkArguments(takes, rest, policy);
  return { ...readers(given, policy.badNumbers), rest };
}

const isSameSpelling = (one: string, other: string) => one === other;
const isSameName = (one: string, other: string) => one.replace(/^-+/, '') === other.replace(/^-+/, '');

function checkArguments(
  takes: readonly ArgumentSpec[],
  rest: readonly string[],
  { strayArguments, optionsBy }: Policy,
): void {
  const isCounted = strayArguments === 'refused' || (strayArguments !== 'ignored' && takes.length === 0);
  const stray = isCounted ? rest[takes.length] : undefined;
  if (stray !== undefined) throw new UsageError(`Unexpected argument: ${stray}`);
  const absent = takes.find(({ optional }, index) => !optional && index >= rest.length);
  if (optionsBy === 'form' && absent) throw new UsageError(`Missing argument: ${absent.label}`);
}

function readOption(
  token: Extract<Token, { kind: 'option' }>,
  specs: readonly OptionSpec[],
  given: Map<string, string[]>,
  { tokens, isSame }: { tokens: Token[]; isSame: (one: string, other: string) => boolean },
): void {
  const { spelling, attached, raw } = token;
  const spec = specs.find(({ spellings }) => spellings.some((one) => isSame(one, spelling)));
  if (!spec || (!spec.value && attached !== null)) throw new UsageError(`Unknown option ${raw}`);
  const values = given.get(spec.name) ?? [];
  given.set(spec.name, values);
  if (!spec.value) return;
  if (attached !== null) values.push(attached);
  else if (spec.value === 'text' && tokens[0]?.kind !== 'argument') {
    throw new UsageError(`Missing value for option ${spelling}`);
  }
  const most = spec.value === 'list' ? Number.POSITIVE_INFINITY : attached === null ? 1 : 0;
  for (let count = 0; count < most; count++) {
    const next = tokens[0];
    if (next?.kind !== 'argument') break;
    values.push(next.text);
    tokens.shift();
  }
}

function readFlags(
  letters: readonly string[],
  specs: readonly OptionSpec[],
  given: Map<string, string[]>,
): void {
  for (const letter of letters) {
    const spec = specs.find(({ spellings, value }) => !value && spellings.includes(`-${letter}`));
    if (!spec) throw new UsageError(`Unknown option -${letter}`);
    given.set(spec.name, []);
  }
}

function readers(given: ReadonlyMap<string, string[]>, bad: Policy['badNumbers']): Omit<Options, 'rest'> {
  const text = (name: string) => given.get(name)?.at(-1) ?? null;
  return {
    flag: (name) => given.has(name),
    text,
    texts: (name) => given.get(name) ?? [],
    required(name) {
      const value = text(name);
      if (!value) throw missingOption(name);
      return value;
    },
    integer(name, { min } = {}) {
      const value = text(name);
      if (value === null) return null;
      const number = wholeNumber(value);
      if (bad === 'default') return number;
      if (number === null || (min !== undefined && number < min)) throw invalidOption(name);
      return number;
    },
  };
}
