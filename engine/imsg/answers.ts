// Narrow readers for what imsg answers. A key that is absent or of another type reads as null; nothing here
// rejects an answer for a key it does not need, since every build adds some.

import { EngineError } from '../errors.ts';
import type { MethodName } from './deadlines.ts';

type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The last line that is a JSON object; null = none is. A login shell behind a wrapper may print something of its own first. */
export function lastObject(output: string): JsonObject | null {
  for (const line of output.split('\n').toReversed()) {
    const value = parsed(line);
    if (isObject(value)) return value;
  }
  return null;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

export function stringOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export function integerOrNull(value: unknown): number | null {
  return Number.isSafeInteger(value) ? (value as number) : null;
}

export function booleanOrNull(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

export function stringsOrNull(value: unknown): readonly string[] | null {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : null;
}

/** Names of private API functions and whether this macOS has them. */
export function selectorsOf(value: unknown): Readonly<Record<string, boolean>> | null {
  if (!isObject(value)) return null;
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'),
  );
}

/** The answer does not have what its method promises. The call itself may have been carried out. */
export function unexpected(method: MethodName, missing: string): EngineError {
  return new EngineError('rpc_unexpected', { message: `imsg rpc: answer to ${method} lacks ${missing}` });
}

export function resultObject(method: MethodName, result: unknown): JsonObject {
  if (!isObject(result)) throw unexpected(method, 'an object');
  return result;
}
