import { invalidParams } from './outcomes.ts';

const TYPES = {
  string: { noun: 'a string', test: (value: unknown) => typeof value === 'string' },
  integer: { noun: 'an integer', test: (value: unknown) => Number.isInteger(value) },
  boolean: { noun: 'a boolean', test: (value: unknown) => typeof value === 'boolean' },
  strings: {
    noun: 'an array of strings',
    test: (value: unknown) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
  },
  objects: {
    noun: 'an array of objects',
    test: (value: unknown) =>
      Array.isArray(value) &&
      value.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one)),
  },
} as const;

/** One parameter of a method. */
export interface ParamSpec {
  readonly type: keyof typeof TYPES;
  /** Other spellings that mean the same; at most one of all may be given. */
  readonly aliases?: readonly string[];
  /** The error text where it is missing; without it the parameter may be absent. */
  readonly required?: string;
  readonly default?: string | number | boolean | readonly string[];
  /** Integers only. Without a text for it (`invalid`), lenient builds take less as this. */
  readonly min?: number;
  readonly max?: number;
  /** Strings only: it must not be empty. */
  readonly filled?: true;
  /** The error text where `min`, `max` or `filled` is not met. */
  readonly invalid?: string;
}

export type ParamSpecs = Readonly<Record<string, ParamSpec>>;

/** Checked parameters. What is absent and has no default is null. */
export interface Params {
  string(name: string): string | null;
  integer(name: string): number | null;
  flag(name: string): boolean;
  strings(name: string): readonly string[];
  given(name: string): boolean;
}

/** Checks the parameters of a method. Throws `Outcome`. */
export type ReadParams = (
  method: string,
  specs: ParamSpecs,
  raw: Readonly<Record<string, unknown>>,
) => Params;

/** Checks parameters as strict builds do (protocol section 2.1). Throws `Outcome`. */
export const readStrictParams: ReadParams = (method, specs, raw) => {
  refuseUnknown(method, specs, raw);
  const values = new Map<string, unknown>();
  for (const [name, spec] of Object.entries(specs)) values.set(name, readParam(name, spec, raw));
  return {
    string: (name) => (values.get(name) ?? null) as string | null,
    integer: (name) => (values.get(name) ?? null) as number | null,
    flag: (name) => values.get(name) === true,
    strings: (name) => (values.get(name) ?? []) as readonly string[],
    given: (name) => values.get(name) !== undefined,
  };
};

function refuseUnknown(method: string, specs: ParamSpecs, raw: Readonly<Record<string, unknown>>): void {
  const known = new Set(Object.entries(specs).flatMap(([name, spec]) => [name, ...(spec.aliases ?? [])]));
  for (const key of Object.keys(raw).sort()) {
    if (!known.has(key)) throw invalidParams(`unknown ${method} param: ${key}`);
  }
}

function readParam(name: string, spec: ParamSpec, raw: Readonly<Record<string, unknown>>): unknown {
  const spellings = [name, ...(spec.aliases ?? [])];
  const given = spellings.filter((spelling) => Object.hasOwn(raw, spelling));
  if (given.length > 1) throw invalidParams(`use only one of ${spellings.join(', ')}`);
  const key = given[0];
  if (key === undefined) {
    if (spec.required !== undefined) throw invalidParams(spec.required);
    return spec.default;
  }
  const value = raw[key];
  if (value === null) throw invalidParams(`${key} must not be null`);
  const type = TYPES[spec.type];
  if (!type.test(value)) throw invalidParams(`${key} must be ${type.noun}`);
  if (!inRange(spec, value)) throw invalidParams(spec.invalid ?? `${key} is invalid`);
  return value;
}

function inRange(spec: ParamSpec, value: unknown): boolean {
  if (spec.filled && value === '') return false;
  if (typeof value !== 'number') return true;
  return value >= (spec.min ?? -Infinity) && value <= (spec.max ?? Infinity);
}
