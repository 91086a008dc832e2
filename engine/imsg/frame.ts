// One line of the pipe as JSON-RPC.

import type { RpcErrorBody } from './rpc-error.ts';

export interface Frame {
  readonly id?: unknown;
  readonly method?: unknown;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** Null for a line that is none. */
export function parseFrame(line: string): Frame | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  return 'method' in value || 'id' in value || 'error' in value ? value : null;
}

/** What there is of an error, whatever it looks like. */
export function errorBody(error: unknown): RpcErrorBody {
  const { code, message, data } = (error ?? {}) as Record<string, unknown>;
  return {
    code: typeof code === 'number' ? code : -32603,
    message: typeof message === 'string' ? message : '',
    data,
  };
}
