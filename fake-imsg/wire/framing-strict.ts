import { Outcome } from '../program/outcomes.ts';
import { isRawJson, parseStrictFrame, WrittenNumber } from './json.ts';

/** A string, a number or null; older builds take whatever JSON has. An object may stand for a long number. */
export type RequestId = string | number | boolean | object | null;

/** One line of input, understood. */
export interface Request {
  /** Undefined for a notification, which is never answered. */
  readonly id: RequestId | undefined;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A line that is no request, and the id its error is answered with; undefined = not answered. */
export interface FramingFault {
  readonly id: RequestId | undefined;
  readonly fault: Outcome;
}

export type ReadFrame = (line: string) => Request | FramingFault;

/** Reads a line as builds from 0.14 on do (wire-2.1). The line is trimmed and not empty. */
export const readStrictFrame: ReadFrame = (line) => {
  let frame: unknown;
  try {
    frame = parseStrictFrame(line);
  } catch {
    frame = undefined;
  }
  if (!isContainer(frame)) return { id: null, fault: new Outcome({ kind: 'notJson' }) };
  if (!isObject(frame)) return invalid(null, 'request must be an object');
  const rawId = frame.id instanceof WrittenNumber ? frame.id.value : frame.id;
  if (!isId(rawId)) return invalid(null, 'id must be a string, number, or null');
  if (frame.jsonrpc !== '2.0') return invalid(rawId ?? null, 'jsonrpc must be exactly 2.0');
  const { method, params } = frame;
  if (typeof method !== 'string' || method === '') return invalid(rawId ?? null, 'method is required');
  if ('params' in frame && !isObject(params)) {
    const detail = 'params must be an object when present';
    return { id: rawId, fault: new Outcome({ kind: 'invalidParams', detail }) };
  }
  return { id: rawId, method, params: isObject(params) ? params : {} };
};

/** The parser of the real one takes nothing but objects and arrays for JSON. */
export function isContainer(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !(value instanceof WrittenNumber);
}

function invalid(id: RequestId, detail: string): FramingFault {
  return { id, fault: new Outcome({ kind: 'invalidRequest', detail }) };
}

function isId(id: unknown): id is RequestId | undefined {
  if (id === undefined || id === null || isRawJson(id)) return true;
  return typeof id === 'string' || typeof id === 'number';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof WrittenNumber)
  );
}
