import type { Address, AddressReader, AddressRule } from '../program/address.ts';

/** What a parameter can be. */
export type ParamType = 'string' | 'integer' | 'boolean' | 'strings' | 'objects';

/** One parameter of a method. */
export interface ParamSpec {
  readonly type: ParamType;
  /** Other spellings that mean the same; strict builds take at most one of all, others the first. */
  readonly aliases?: readonly string[];
  /** The error text where it is missing; without it the parameter may be absent. */
  readonly required?: string;
  readonly default?: string | number | boolean | readonly string[];
  /** Integers only. Without a text for it (`invalid`), lenient builds take less as this. */
  readonly min?: number;
  readonly max?: number;
  /** Strings and lists only: it must not be empty. */
  readonly filled?: true;
  /** Strings only: white space around it does not count. */
  readonly trimmed?: true;
  /** Strings only: nothing else is understood. */
  readonly oneOf?: readonly string[];
  /** The error text where `min`, `max`, `oneOf` or `filled` is not met; default `required`. */
  readonly invalid?: string;
}

export type ParamSpecs = Readonly<Record<string, ParamSpec>>;

/** All parameters of a method. */
export interface SignatureSpec {
  readonly params: ParamSpecs;
  /** How it is told where to; without it the method concerns no chat. */
  readonly address?: AddressRule;
  /** Strict builds only: what is known is checked before what is not. Default: after it. */
  readonly refusesUnknownLast?: true;
  /** Lenient builds only: read as strict ones read it. */
  readonly isExact?: true;
}

/**
 * Checked parameters. What is absent and has no default is null. Strict builds have checked all but the address
 * before; lenient ones check each when it is asked for, as the real ones do, so that handlers ask in their order.
 */
export interface Params {
  string(name: string): string | null;
  integer(name: string): number | null;
  flag(name: string): boolean;
  strings(name: string): readonly string[];
  objects(name: string): readonly Readonly<Record<string, unknown>>[] | null;
  /** Where the request goes. Throws `Outcome`. */
  address(): Address;
  /** Whether the request itself has it, in any spelling. */
  given(name: string): boolean;
  /** The keys of the request, sorted. */
  readonly keys: readonly string[];
}

/** Reads the parameters of a method as a build does. Throws `Outcome`. */
export type ReadParams = (
  method: string,
  signature: SignatureSpec,
  raw: Readonly<Record<string, unknown>>,
) => Params;

/** The spelling that a request uses for a parameter. */
export function spellingOf(
  name: string,
  spec: ParamSpec,
  raw: Readonly<Record<string, unknown>>,
): string | undefined {
  return [name, ...(spec.aliases ?? [])].find((spelling) => Object.hasOwn(raw, spelling));
}

/** SQLite takes no limit that is rounded. Nothing that is counted or numbered here comes near. */
function exact(value: number | null): number | null {
  if (value === null) return null;
  return Math.min(Math.max(value, Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
}

/** How an era reads one parameter by its exact name; null or undefined = absent. Throws `Outcome`. */
type ReadOne = (name: string, spec: ParamSpec) => unknown;

/** Where a request goes, as an era reads it. Throws `Outcome`. */
export function addressOf(
  method: string,
  { address }: SignatureSpec,
  raw: Readonly<Record<string, unknown>>,
  read: ReadOne,
  readAddress: (rule: AddressRule, reader: AddressReader) => Address,
): () => Address {
  const reader: AddressReader = {
    given: (name) => Object.hasOwn(raw, name),
    string: (name) => (read(name, { type: 'string' }) ?? null) as string | null,
    integer: (name) => (read(name, { type: 'integer' }) ?? null) as number | null,
  };
  return () => {
    if (!address) throw new Error(`${method} has no address`);
    return readAddress(address, reader);
  };
}

/** Typed access to values, wherever they come from. */
export function paramsOf(
  { params }: SignatureSpec,
  raw: Readonly<Record<string, unknown>>,
  value: (name: string) => unknown,
  address: () => Address,
): Params {
  return {
    string: (name) => (value(name) ?? null) as string | null,
    integer: (name) => exact((value(name) ?? null) as number | null),
    flag: (name) => value(name) === true,
    strings: (name) => (value(name) ?? []) as readonly string[],
    objects: (name) => (value(name) ?? null) as ReturnType<Params['objects']>,
    address,
    given: (name) => params[name] !== undefined && spellingOf(name, params[name], raw) !== undefined,
    keys: Object.keys(raw).sort(),
  };
}
