import { readLenientAddress } from '../program/address.ts';
import { invalidParams } from '../program/outcomes.ts';
import { WrittenNumber, wrapped } from './json.ts';
import {
  addressOf,
  type ParamSpec,
  type ParamType,
  paramsOf,
  type ReadParams,
  spellingOf,
} from './params.ts';
import { readStrictParams } from './params-strict.ts';

type Coerce = (value: unknown) => unknown;

/** Makes of a value what a parameter wants; undefined where that cannot be. */
const COERCIONS: Readonly<Record<ParamType, Coerce>> = {
  string: (value) => (typeof value === 'boolean' ? String(Number(value)) : scalarText(value)),
  integer(value) {
    if (typeof value === 'boolean') return Number(value);
    if (typeof value === 'number') return integerOf(value, '');
    if (value instanceof WrittenNumber) return integerOf(value.value, value.source);
    if (typeof value !== 'string' || !/^[+-]?\d+$/.test(value)) return undefined;
    return wrapped(BigInt(value)) === BigInt(value) ? Number(value) : undefined;
  },
  boolean(value) {
    if (typeof value === 'number') return value !== 0;
    if (value instanceof WrittenNumber) return value.value !== 0;
    if (value === 'true' || value === 'false') return value === 'true';
    return typeof value === 'boolean' ? value : undefined;
  },
  strings(value) {
    if (typeof value === 'string') {
      const parts = value.split(',').map((part) => part.trim());
      return parts.filter((part) => part !== '');
    }
    if (!Array.isArray(value)) return undefined;
    return value.map(COERCIONS.string).filter((text) => text !== undefined);
  },
  objects: (value) => (Array.isArray(value) ? JSON.parse(JSON.stringify(value)) : undefined),
};

/** Cut to a whole number of 64 bits; what is too much for these goes round. */
function integerOf(value: number, source: string): number {
  return Number(wrapped(/^-?\d+$/.test(source) ? BigInt(source) : BigInt(Math.trunc(value))));
}

function scalarText(value: unknown): string | undefined {
  if (value instanceof WrittenNumber) return value.source;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/**
 * Reads parameters as builds before 0.14 do (wire-2.4): numbers, strings and booleans stand for
 * each other, unknown keys are ignored, what cannot be understood counts as missing; but for the methods that came with 0.13,
 * which were exact from the beginning. Throws `Outcome`.
 */
export const readLenientParams: ReadParams = (method, signature, raw) => {
  if (signature.isExact) return readStrictParams(method, signature, raw);
  const one = (name: string, spec: ParamSpec) => readParam(name, spec, raw);
  const value = (name: string) => signature.params[name] && one(name, signature.params[name]);
  const address = addressOf(method, signature, raw, one, readLenientAddress);
  return paramsOf(signature, raw, value, address);
};

function readParam(name: string, spec: ParamSpec, raw: Readonly<Record<string, unknown>>): unknown {
  const key = spellingOf(name, spec, raw);
  const given = key === undefined ? undefined : COERCIONS[spec.type](raw[key]);
  const value = spec.trimmed && typeof given === 'string' ? given.trim() : given;
  if (value === undefined) {
    if (key !== undefined && spec.invalid !== undefined) throw invalidParams(spec.invalid);
    if (spec.required !== undefined) throw invalidParams(spec.required);
    return spec.default;
  }
  const isEmpty = value === '' || (Array.isArray(value) && value.length === 0);
  if (spec.filled && isEmpty) throw invalidParams(spec.required ?? spec.invalid ?? `${name} is invalid`);
  if (typeof value !== 'number' || value >= (spec.min ?? Number.NEGATIVE_INFINITY)) return value;
  if (spec.invalid === undefined) return spec.min;
  throw invalidParams(spec.invalid);
}
