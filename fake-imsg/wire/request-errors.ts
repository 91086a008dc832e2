import type { Outcome } from '../program/outcomes.ts';
import type { ErrorObject } from './error-object.ts';

const NOT_JSON = 'The data couldn’t be read because it isn’t in the correct format.';

type BadRequest = Extract<
  Outcome['what'],
  { readonly kind: 'notJson' | 'invalidRequest' | 'unknownMethod' | 'invalidParams' }
>;

/** What every build answers to a request that is none, or not as it should be (wire-2.2 and wire-2.4). */
export function requestError(what: BadRequest): ErrorObject {
  switch (what.kind) {
    case 'notJson':
      return { code: -32700, message: 'Parse error', data: NOT_JSON };
    case 'invalidRequest':
      return { code: -32600, message: 'Invalid Request', data: what.detail };
    case 'unknownMethod':
      return { code: -32601, message: 'Method not found', data: what.method };
    case 'invalidParams':
      return { code: -32602, message: 'Invalid params', data: what.detail };
  }
}
