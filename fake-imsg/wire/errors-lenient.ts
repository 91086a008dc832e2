import { ChatDbUnreadable } from '../chat-db/read/access.ts';
import { type Delivery, Outcome } from '../program/outcomes.ts';
import type { ErrorObject, RenderError } from './error-object.ts';
import { errorText, isSqliteError } from './error-text.ts';
import { permissionText } from './permission-text.ts';
import { requestError } from './request-errors.ts';

/** How macOS words an error that has no text of its own. The watch notification has SQLite's words instead. */
const SQLITE_FAILED = 'The operation couldn’t be completed. (SQLite.Result error 0.)';

const internal = (data: string): ErrorObject => ({ code: -32603, message: 'Internal error', data });

/** Codes and texts of builds before 0.14: five codes, and data is always text (wire-2.4). */
export const renderLenientError: RenderError = (error) => {
  if (error instanceof ChatDbUnreadable) {
    return internal(error.reason === 'no database' ? SQLITE_FAILED : permissionText(error));
  }
  if (!(error instanceof Outcome)) return internal(isSqliteError(error) ? SQLITE_FAILED : errorText(error));
  const { what } = error;
  switch (what.kind) {
    case 'notJson':
    case 'invalidRequest':
    case 'unknownMethod':
    case 'invalidParams':
      return requestError(what);
    case 'badDate':
      return internal(`Invalid ISO8601 date: ${what.text}`);
    case 'internal':
    case 'busy':
    case 'bridgeUnavailable':
      return internal(what.detail);
    case 'notStarted':
    case 'mayHave':
    case 'stillInFlight':
    case 'laneBlocked':
      return internal(unnamedText(what.delivery) ?? deliveryText(what.delivery));
  }
};

/** Methods whose failures these builds pass on as numbers, as macOS words an error that has no text of its own. */
const UNNAMED: Readonly<Record<string, string>> = {
  read: 'IMsgCore.IMCoreBridgeError',
  'check-imessage-availability': 'IMsgCore.IMsgBridgeError',
};

function unnamedText(delivery: Delivery): string | null {
  const domain = UNNAMED[delivery.operation];
  if (domain === undefined) return null;
  const code = delivery.operation === 'read' ? coreBridgeFailure(delivery).code : bridgeCode(delivery);
  return `The operation couldn’t be completed. (${domain} error ${code}.)`;
}

const bridgeCode = ({ expired, detail }: Delivery) => (expired ? 1 : detail.startsWith(DYLIB) ? 3 : 0);

const DYLIB = 'Dylib error: ';

/** What becomes of a failed `read`, by its place among the errors there are and by what commands print of it. */
export function coreBridgeFailure(delivery: Delivery): { readonly code: number; readonly text: string } {
  const { detail } = delivery;
  if (!detail.startsWith(DYLIB)) {
    return { code: 0, text: `Connection to Messages.app failed: ${deliveryText(delivery)}` };
  }
  const text = detail.slice(DYLIB.length);
  return text.includes('Chat not found') ? { code: 1, text } : { code: 2, text: `Operation failed: ${text}` };
}

function deliveryText({ transport, scriptText, expired, operation, detail }: Delivery): string {
  if (expired) return `Timed out waiting for response to '${operation}'`;
  return transport === 'applescript' ? `AppleScript failed: ${scriptText ?? detail}` : detail;
}
