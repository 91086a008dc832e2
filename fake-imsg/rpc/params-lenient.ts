import { invalidParams } from './outcomes.ts';
import type { ParamSpec, ReadParams } from './params.ts';

type Coerce = (value: unknown) => unknown;

/** Makes of a value what a parameter wants; undefined where that cannot be. */
const COERCIONS: Readonly<Record<ParamSpec['type'], Coerce>> = {
  string: (value) => (isScalar(value) ? String(value) : undefined),
  integer(value) {
    const number = isScalar(value) && value !== '' ? Number(value) : Number.NaN;
    return Number.isFinite(number) ? Math.trunc(number) : undefined;
  },
  boolean(value) {
    if (typeof value === 'number') return value !== 0;
    if (typeof value === 'string') return /^(true|yes|1)$/i.test(value);
    return typeof value === 'boolean' ? value : undefined;
  },
  strings(value) {
    if (typeof value === 'string') return value.split(',').map((part) => part.trim());
    return Array.isArray(value) ? value.filter(isScalar).map(String) : undefined;
  },
  objects: (value) => (Array.isArray(value) ? value : undefined),
};

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/**
 * Reads parameters as builds before 0.14 do (protocol section 2.4): numbers, strings and booleans stand for
 * each other, unknown keys are ignored, what cannot be understood counts as missing. Throws `Outcome`.
 */
export const readLenientParams: ReadParams = (_method, specs, raw) => {
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

function readParam(name: string, spec: ParamSpec, raw: Readonly<Record<string, unknown>>): unknown {
  const key = [name, ...(spec.aliases ?? [])].find((spelling) => Object.hasOwn(raw, spelling));
  const value = key === undefined ? undefined : COERCIONS[spec.type](raw[key]);
  if (value === undefined) {
    if (spec.required !== undefined) throw invalidParams(spec.required);
    return spec.default;
  }
  if (typeof value !== 'number' || value >= (spec.min ?? Number.NEGATIVE_INFINITY)) return value;
  if (spec.invalid === undefined) return spec.min;
  throw invalidParams(spec.invalid);
}
