import { addressKeys, readStrictAddress } from '../program/address.ts';
import { invalidParams } from '../program/outcomes.ts';
import { WrittenNumber } from './json.ts';
import {
  addressOf,
  type ParamSpec,
  type ParamType,
  paramsOf,
  type ReadParams,
  type SignatureSpec,
} from './params.ts';

type Raw = Readonly<Record<string, unknown>>;

const INTEGER_MAX = 2 ** 63;

const TYPES: Readonly<Record<ParamType, { noun: string; test(value: unknown): boolean }>> = {
  string: { noun: 'a string', test: (value) => typeof value === 'string' },
  integer: {
    noun: 'an integer',
    // What does not fit is a `WrittenNumber`, but the largest that does is not told from the next one.
    test: (value) => typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= INTEGER_MAX,
  },
  boolean: { noun: 'a boolean', test: (value) => typeof value === 'boolean' },
  strings: {
    noun: 'an array of strings',
    test: (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
  },
  objects: {
    noun: 'an array of objects',
    test: (value) => Array.isArray(value) && value.every(isObject),
  },
};

function isObject(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof WrittenNumber)
  );
}

/** Checks parameters as strict builds do (wire-2.1). Throws `Outcome`. */
export const readStrictParams: ReadParams = (method, signature, raw) => {
  if (!signature.refusesUnknownLast) refuseUnknown(method, signature, raw);
  const values = new Map<string, unknown>();
  for (const [name, spec] of Object.entries(signature.params)) values.set(name, readParam(name, spec, raw));
  refuseUnknown(method, signature, raw);
  const one = (name: string, spec: ParamSpec) => readParam(name, spec, raw);
  const address = addressOf(method, signature, raw, one, readStrictAddress);
  return paramsOf(signature, raw, (name) => values.get(name), address);
};

function refuseUnknown(method: string, { params, address }: SignatureSpec, raw: Raw): void {
  const named = Object.entries(params).flatMap(([name, spec]) => [name, ...(spec.aliases ?? [])]);
  const known = new Set([...named, ...addressKeys(address)]);
  for (const key of Object.keys(raw).sort()) {
    if (!known.has(key)) throw invalidParams(`unknown ${method} param: ${key}`);
  }
}

function readParam(name: string, spec: ParamSpec, raw: Raw): unknown {
  const spellings = [name, ...(spec.aliases ?? [])];
  const given = spellings.filter((spelling) => Object.hasOwn(raw, spelling));
  if (given.length > 1) throw invalidParams(`use only one of ${spellings.join(', ')}`);
  const key = given[0];
  if (key === undefined) {
    if (spec.required !== undefined) throw invalidParams(spec.required);
    return spec.default;
  }
  if (raw[key] === null) throw invalidParams(`${key} must not be null`);
  const type = TYPES[spec.type];
  if (!type.test(raw[key])) throw invalidParams(`${key} must be ${type.noun}`);
  const value = spec.trimmed ? String(raw[key]).trim() : raw[key];
  if (!isValid(spec, value)) throw invalidParams(spec.invalid ?? spec.required ?? `${key} is invalid`);
  return value;
}

function isValid(spec: ParamSpec, value: unknown): boolean {
  if (spec.oneOf && !spec.oneOf.includes(String(value))) return false;
  if (spec.filled && (value === '' || (Array.isArray(value) && value.length === 0))) return false;
  if (typeof value !== 'number') return true;
  return value >= (spec.min ?? -Infinity) && value <= (spec.max ?? Infinity);
}
