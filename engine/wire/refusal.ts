// What is proven of a send that failed: that nothing was begun, and that the same call may do better later (ruling-26).

import type { EngineError } from '../errors.ts';
import { isObject } from '../imsg/answers.ts';
import { RpcError } from '../imsg/rpc-error.ts';
import type { Transport } from './route.ts';

/**
 * `automation` = macOS lets nobody tell Messages anything, which is so for every send of this Mac by AppleScript;
 * `target` = Messages was told, and knows no such chat.
 */
export type Refusal = 'automation' | 'target' | 'other';

/** What AppleScript says before it has handed anything over. */
const BEFORE_DISPATCH: ReadonlyMap<number, Refusal> = new Map([
  [-1743, 'automation'],
  [-1728, 'target'],
]);
/** The number as builds from 0.14 on have it, at the end of their own sentence. */
const NUMBER_IN_DETAIL = /AppleScript error (-\d+)\.$/;
/** The number as older builds pass it on, at the end of what AppleScript itself said. */
const NUMBER_IN_TEXT = /^AppleScript failed: .*\((-\d+)\)$/s;
/** What builds without dispositions say of a bridge that does not answer. */
const SILENT = 'Timed out waiting for response';
/** What builds with dispositions say where nobody is there to take a request (wire-5.1); all else the helper itself has said. */
const NOT_TAKEN =
  /bridge ready lock is absent|removed the unclaimed request|could not be published|capability inspection failed/i;
/** What builds with tracked sends say of one that has been made before. */
const ALREADY_THERE = /^attempt_id already identifies a message/;

/**
 * Null = it is not proven, or to try again is of no use.
 *
 * @param transport The way that the call named; null = none, and then imsg may have gone another way before this one.
 */
export function refusalOf(error: RpcError, transport: Transport | null): Refusal | null {
  const { disposition, data } = error;
  if (error.outcome === 'definite' && isObject(data) && data.retryable === true) return 'other';
  const number = disposition === 'not_started' ? numberIn(data, NUMBER_IN_DETAIL) : numberOf(data, transport);
  if (number !== null) return BEFORE_DISPATCH.get(number) ?? null;
  return disposition === 'not_started' && isRetrySafe(data) ? 'other' : null;
}

/** Whether a message of this attempt is there already. */
export function isAlreadyThere({ disposition, data }: RpcError): boolean {
  return disposition === 'not_started' && isObject(data) && ALREADY_THERE.test(String(data.detail));
}

/** Whether a call over the bridge is known not to have been begun. */
export function isNotBegun(error: EngineError): boolean {
  if (!(error instanceof RpcError) || error.isLaneBlocked || isAlreadyThere(error)) return false;
  return error.disposition === 'not_started';
}

/**
 * Whether the bridge is out of order, and not only this call: it is gone, or was silent for as long as imsg waits for it, for
 * which builds without dispositions only have words.
 */
export function isOutage(error: EngineError): boolean {
  if (!(error instanceof RpcError)) return false;
  const { data, disposition } = error;
  if (disposition === null) return typeof data === 'string' && data.startsWith(SILENT);
  return isNotBegun(error) && isObject(data) && NOT_TAKEN.test(String(data.detail));
}

const isRetrySafe = (data: unknown) => isObject(data) && data.retry_safe === true;

function numberOf(data: unknown, transport: Transport | null): number | null {
  return typeof data === 'string' && transport !== null ? numberBefore(NUMBER_IN_TEXT.exec(data)) : null;
}

function numberIn(data: unknown, pattern: RegExp): number | null {
  return isObject(data) && typeof data.detail === 'string' ? numberBefore(pattern.exec(data.detail)) : null;
}

function numberBefore(found: RegExpExecArray | null): number | null {
  const number = found === null ? null : Number(found[1]);
  return number !== null && BEFORE_DISPATCH.has(number) ? number : null;
}
