import { EngineError, type ErrorRow } from '../errors.ts';
import { cleanForeign } from '../log-text.ts';
import { isMutation, type MethodName } from './deadlines.ts';
import { foreignJson } from './foreign.ts';

/** The `error` member of an answer, as it came (wire-2.2). */
export interface RpcErrorBody {
  readonly code: number;
  readonly message: string;
  /** A string on builds up to 0.13.4; also an object, such as the delivery object, from 0.14 on. */
  readonly data?: unknown;
}

type Disposition = 'not_started' | 'may_have_completed' | 'still_in_flight';

export const LANE_BLOCKED = -32004;
export const SERVER_BUSY = -32000;
const DATABASE_UNAVAILABLE = -32002;
/** What the helper says to an id that it keeps for a send before this one (source of imsg, tests of its bridge). */
const ID_IS_KEPT = /^clientMessageGuid is already reserved by another tracked send/;
const MESSAGE_CHARS_MAX = 1_000;
/** Faults of the call itself and refusals before any work: the call was not carried out. */
const REFUSED = new Set([
  -32700,
  -32600,
  -32601,
  -32602,
  SERVER_BUSY,
  DATABASE_UNAVAILABLE,
  -32003,
  LANE_BLOCKED,
]);

/**
 * What imsg answered instead of a result. `message` carries its words (TRN-3, TRN-15) as they may stand in a
 * log: on one line, without full handles. `data` is as it came.
 */
export class RpcError extends EngineError {
  readonly rpcCode: number;
  readonly rpcMessage: string;
  readonly data: unknown;
  /** What the delivery object says; null when there is none. */
  readonly disposition: Disposition | null;

  constructor(method: MethodName, { code, message, data }: RpcErrorBody) {
    const disposition = dispositionOf(data);
    super('rpc_error', {
      message: describe(code, message, data),
      outcome: outcomeOf(method, code, disposition),
    });
    this.rpcCode = code;
    this.rpcMessage = message;
    this.data = data;
    this.disposition = disposition;
  }

  /** The mutation worker of this child is stuck for good; only a restart of the child frees it (wire-2.3). */
  get isLaneBlocked(): boolean {
    return this.rpcCode === LANE_BLOCKED || this.disposition === 'still_in_flight';
  }

  /**
   * Whether nothing was begun, and only for the id that was chosen: imsg cannot open chat.db, where it looks for the id first,
   * or its helper keeps the id for an attempt before this one.
   */
  get refusesId(): boolean {
    if (this.rpcCode === DATABASE_UNAVAILABLE) return true;
    return this.disposition === 'not_started' && ID_IS_KEPT.test(detailOf(this.data));
  }
}

function outcomeOf(method: MethodName, code: number, disposition: Disposition | null): ErrorRow['outcome'] {
  // The delivery object of -32004 speaks of the mutation that blocks the lane; this one was never begun.
  if (!isMutation(method) || REFUSED.has(code)) return 'definite';
  if (disposition !== null) return disposition === 'not_started' ? 'definite' : 'indefinite';
  // -32603 with a plain text is all that builds up to 0.13.4 say, also after the message has left.
  return 'indefinite';
}

function describe(code: number, message: string, data: unknown): string {
  const detail = data === undefined ? '' : ` ${typeof data === 'string' ? data : foreignJson(data)}`;
  return cleanForeign(`${message || 'imsg rpc error'}: code=${code}${detail}`, MESSAGE_CHARS_MAX);
}

function detailOf(data: unknown): string {
  return typeof data === 'object' && data !== null && 'detail' in data ? String(data.detail) : '';
}

function dispositionOf(data: unknown): Disposition | null {
  if (typeof data !== 'object' || data === null || !('disposition' in data)) return null;
  const { disposition } = data;
  if (disposition === 'not_started' || disposition === 'may_have_completed') return disposition;
  // A word that is not known must not make anything look safe to repeat.
  return disposition === 'still_in_flight' ? disposition : 'may_have_completed';
}

/** Whether a text is the answer of a build that does not know the command `rpc` (CAP-1; before 0.3.0). */
export function lacksRpcCommand(text: string): boolean {
  return /unknown (?:sub)?command/i.test(text) && /\brpc\b/.test(text);
}

/** Whether a text is macOS' refusal of Full Disk Access in any of its wordings (TRN-5). */
export function namesDiskAccess(text: string): boolean {
  return /full disk access/i.test(text) && /chat\.db/i.test(text);
}
