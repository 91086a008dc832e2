import { ChatDbUnreadable } from '../chat-db/read/access.ts';
import { type Delivery, Outcome } from '../program/outcomes.ts';
import type { ErrorObject, RenderError } from './error-object.ts';
import { errorText } from './error-text.ts';
import { requestError } from './request-errors.ts';
import { unreadableDetail } from './unreadable.ts';

/** Codes, messages and data of builds from 0.14 on (wire-2.2). */
export const renderStrictError: RenderError = (error) => {
  if (error instanceof Outcome) return renderOutcome(error);
  if (error instanceof ChatDbUnreadable) {
    const data = { path: error.path, detail: unreadableDetail(error), retryable: true };
    return { code: -32002, message: 'Database unavailable', data };
  }
  return { code: -32603, message: 'Internal error', data: errorText(error) };
};

function renderOutcome({ what }: Outcome): ErrorObject {
  switch (what.kind) {
    case 'notJson':
    case 'invalidRequest':
    case 'unknownMethod':
    case 'invalidParams':
      return requestError(what);
    case 'badDate':
      return { code: -32602, message: 'Invalid params', data: `Invalid ISO8601 date: ${what.text}` };
    case 'internal':
      return { code: -32603, message: 'Internal error', data: what.detail };
    case 'busy':
      return { code: -32000, message: 'Server busy', data: what.detail };
    case 'notStarted':
      return {
        code: -32603,
        message: 'Delivery failed before dispatch',
        data: deliveryData(what.delivery, { retry_safe: true, disposition: 'not_started' }),
      };
    case 'mayHave':
      return {
        code: -32001,
        message: 'Delivery outcome unknown',
        data: deliveryData(what.delivery, { retry_safe: false, disposition: 'may_have_completed' }),
      };
    case 'stillInFlight':
      return {
        code: -32001,
        message: 'Delivery outcome unknown',
        data: deliveryData(what.delivery, { retry_safe: false, disposition: 'still_in_flight' }),
      };
    case 'laneBlocked':
      return {
        code: -32004,
        message: 'Mutation lane blocked',
        data: deliveryData(what.delivery, { retry_safe: false, disposition: 'still_in_flight' }),
      };
    case 'bridgeUnavailable':
      return { code: -32003, message: what.message, data: { detail: what.detail, retryable: true } };
  }
}

function deliveryData({ transport, operation, detail }: Delivery, verdict: object): object {
  return { ...verdict, transport, operation, detail };
}
