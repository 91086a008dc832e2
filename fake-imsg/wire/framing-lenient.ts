import { Outcome } from '../program/outcomes.ts';
import { isContainer, type ReadFrame, type RequestId } from './framing-strict.ts';
import { parseLenientFrame, WrittenNumber } from './json.ts';

/**
 * Reads a line as builds before 0.14 do (wire-2.4): only a text counts as `jsonrpc`, an id is anything,
 * params that are no object count as none, and what is wrong is always answered.
 */
export const readLenientFrame: ReadFrame = (line) => {
  let frame: unknown;
  try {
    frame = parseLenientFrame(line);
  } catch {
    frame = undefined;
  }
  if (!isContainer(frame)) return { id: null, fault: new Outcome({ kind: 'notJson' }) };
  const invalid = (id: RequestId, detail: string) => ({
    id,
    fault: new Outcome({ kind: 'invalidRequest', detail }),
  });
  if (!isObject(frame)) return invalid(null, 'request must be an object');
  const { jsonrpc, method, params } = frame;
  const id = frame.id as RequestId | undefined;
  if (typeof jsonrpc === 'string' && jsonrpc !== '2.0') return invalid(id ?? null, 'jsonrpc must be 2.0');
  if (typeof method !== 'string' || method === '') return invalid(id ?? null, 'method is required');
  return { id, method, params: isObject(params) ? params : {} };
};

function isObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof WrittenNumber)
  );
}
